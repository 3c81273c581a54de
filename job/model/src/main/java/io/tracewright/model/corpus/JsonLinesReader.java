package io.tracewright.model.corpus;

import java.io.IOException;
import java.io.Reader;

/** Reads one JSON object a line; a broken line costs only itself. */
record JsonLinesReader(RecordRules rules) implements FormatReader {

  @Override
  public void read(Reader text, Intake intake) throws IOException {
    BoundedLines lines = new BoundedLines(text, MAX_RECORD_CHARS);
    for (long number = 1; lines.next(); number++) {
      String line = lines.line();
      if (line.isBlank() && !lines.tooLong()) {
        continue;
      }
      String place = "line " + number;
      if (lines.tooLong()) {
        intake.reject(place, String.format("longer than %,d characters", MAX_RECORD_CHARS));
        continue;
      }
      try {
        CorpusRecord candidate = JsonRecords.of(JsonRecords.parse(line), RecordId.of(number));
        intake.take(place, candidate, rules);
      } catch (BadRecordException e) {
        intake.reject(place, e.getMessage());
      }
    }
  }
}
