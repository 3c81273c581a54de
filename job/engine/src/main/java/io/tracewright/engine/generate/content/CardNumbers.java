package io.tracewright.engine.generate.content;

/**
 * Keeps what could be taken for a payment card's number out of texts: a run of 13 or more digits
 * whose check digit is right (ISO/IEC 7812-1, Luhn's algorithm).
 */
final class CardNumbers {
  static final int SHORTEST = 13;

  private CardNumbers() {}

  /** Makes the check digit of every such run in ASCII or UTF-8 bytes wrong. */
  static byte[] spoil(byte[] text) {
    spoil(text, 0, text.length);
    return text;
  }

  /** Makes the check digit of every such run in a range of bytes wrong. */
  static void spoil(byte[] text, int from, int to) {
    int start = from;
    for (int at = from; at <= to; at++) {
      if (at == to || text[at] < '0' || text[at] > '9') {
        if (at - start >= SHORTEST && passes(text, start, at)) {
          text[at - 1] = (byte) (text[at - 1] == '9' ? '0' : text[at - 1] + 1);
        }
        start = at + 1;
      }
    }
  }

  /** Whether the digits of a range pass Luhn's check. */
  static boolean passes(byte[] text, int from, int to) {
    int sum = 0;
    boolean twice = false;
    for (int at = to - 1; at >= from; at--) {
      int digit = text[at] - '0';
      int value = twice ? 2 * digit : digit;
      sum += value > 9 ? value - 9 : value;
      twice = !twice;
    }
    return sum % 10 == 0;
  }
}
