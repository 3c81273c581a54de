package io.tracewright.model.corpus;

import java.io.IOException;
import java.io.Reader;

/** Reads the records of one file format, in bounded memory. */
interface FormatReader {

  /** Most characters of one record, metadata and escapes included. */
  int MAX_RECORD_CHARS = 4_000_000;

  /**
   * Reads all records into the intake. Bad ones are rejected there.
   *
   * @throws CorpusFormatException if the rest of the file cannot be made out; the message names the
   *     place
   */
  void read(Reader text, Intake intake) throws IOException;
}
