package io.tracewright.engine.generate.content;

/**
 * Keeps what could be taken for a payment card's number out of texts: 13 or more digits whose check
 * digit is right (ISO/IEC 7812-1, Luhn's algorithm), with or without single spaces or hyphens in
 * between.
 *
 * <p>Of digits in groups, every 13 to 19 that begin and end with a group are looked at, and all of
 * them together; so a number is also found where other digits stand beside it.
 */
final class CardNumbers {
  static final int SHORTEST = 13;
  private static final int LONGEST = 19;

  private CardNumbers() {}

  /** Makes the check digit of every such number in ASCII or UTF-8 bytes wrong. */
  static byte[] spoil(byte[] text) {
    spoil(text, 0, text.length);
    return text;
  }

  /** Makes the check digit of every such number in a range of bytes wrong. */
  static void spoil(byte[] text, int from, int to) {
    int start = from;
    int digits = 0;
    for (int at = from; at < to; at++) {
      boolean followed = at + 1 < to && isDigit(text[at + 1]);
      if (isDigit(text[at])) {
        digits++;
        if (digits >= SHORTEST && !followed) {
          spoilLast(text, start, at);
        }
      } else if (digits == 0 || !followed || (text[at] != ' ' && text[at] != '-')) {
        start = at + 1;
        digits = 0;
      }
    }
  }

  /** Gives the last digit a value with which no number that it ends passes Luhn's check. */
  private static void spoilLast(byte[] text, int start, int last) {
    int passing = 0;
    int digits = 1;
    int sum = 0;
    for (int at = last - 1; at >= start; at--) {
      if (!isDigit(text[at])) {
        continue;
      }
      digits++;
      int weighted = (text[at] - '0') * (2 - digits % 2);
      sum += weighted > 9 ? weighted - 9 : weighted;
      boolean begins = at == start || (digits <= LONGEST && !isDigit(text[at - 1]));
      if (begins && digits >= SHORTEST) {
        passing |= 1 << (10 - sum % 10) % 10;
      }
    }
    // At most eight of the ten values pass: one for each length, and one for all digits.
    int digit = text[last] - '0';
    while ((passing >> digit & 1) != 0) {
      digit = (digit + 1) % 10;
    }
    text[last] = (byte) ('0' + digit);
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
