package io.tracewright.model.corpus;

import java.io.IOException;

/** A corpus file that cannot be read on: its message names the file, the place and the reason. */
public final class CorpusFormatException extends IOException {

  CorpusFormatException(String message) {
    super(message);
  }

  CorpusFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
