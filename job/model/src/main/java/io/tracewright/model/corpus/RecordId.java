package io.tracewright.model.corpus;

/** The identifier of a record whose file gives none: its line or index, of even width. */
final class RecordId {

  private RecordId() {}

  static String of(long position) {
    return String.format("%09d", position);
  }
}
