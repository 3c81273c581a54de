package io.tracewright.engine.generate.draft;

/** A corpus record as rows quote it. */
public final class Exchange {
  /** {@code name@version} of the corpus. */
  public final String corpusVersion;

  /** Identifier within the corpus. */
  public final String recordId;

  /** Start of the prompt and of the response, escaped for a JSON string, UTF-8. */
  public final byte[] prompt;

  public final byte[] response;

  public Exchange(String corpusVersion, String recordId, byte[] prompt, byte[] response) {
    this.corpusVersion = corpusVersion;
    this.recordId = recordId;
    this.prompt = prompt;
    this.response = response;
  }
}
