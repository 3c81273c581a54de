package io.tracewright.engine.generate.draft;

/** A prompt and its answer as rows quote them: a corpus record or a domain's template. */
public final class Exchange {
  /** {@code name@version} of the corpus, {@code domain:name@1} for templates. */
  public final String corpusVersion;

  /** Identifier within the corpus. */
  public final String recordId;

  /** Null: rows carry no texts. */
  public final Text prompt;

  /** Null: rows carry no texts. */
  public final Text response;

  public Exchange(String corpusVersion, String recordId, Text prompt, Text response) {
    this.corpusVersion = corpusVersion;
    this.recordId = recordId;
    this.prompt = prompt;
    this.response = response;
  }

  /**
   * A text, escaped for the inside of a JSON string, UTF-8: pieces with a slot after each but the
   * last.
   *
   * <p>A text without slots is already as long as rows may quote it; one with slots is whole.
   */
  public static final class Text {
    private final byte[][] pieces;
    private final int[] slots;

    /**
     * A text of pieces.
     *
     * @param pieces one more than slots
     * @param slots places of fields in the list of the workload's domain
     */
    public Text(byte[][] pieces, int[] slots) {
      if (pieces.length != slots.length + 1) {
        throw new IllegalArgumentException(
            pieces.length + " pieces cannot stand around " + slots.length + " slots");
      }
      this.pieces = pieces;
      this.slots = slots;
    }

    /** A text without slots. */
    public static Text plain(byte[] escaped) {
      return new Text(new byte[][] {escaped}, new int[0]);
    }

    public int slots() {
      return slots.length;
    }

    public int slot(int index) {
      return slots[index];
    }

    public byte[] piece(int index) {
      return pieces[index];
    }
  }
}
