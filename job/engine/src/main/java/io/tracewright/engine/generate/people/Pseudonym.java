package io.tracewright.engine.generate.people;

import java.nio.charset.StandardCharsets;

/**
 * Names of users: {@code u-} and twelve letters that stand for 60 bits of a hash.
 *
 * <p>No digits, so that none looks like a card number, and no vowels, so that none reads as a word.
 * Among n users two share a name with probability of about n^2 / 2^61: 2e-8 for 200,000, 4e-5 for
 * ten million.
 */
final class Pseudonym {
  private static final byte[] ALPHABET =
      "bcdfghjklmnpqrstvwxzBCDFGHJKLMNP".getBytes(StandardCharsets.US_ASCII);
  private static final int PREFIX = 2;
  private static final int LETTERS = 12;
  private static final int BITS = 5;

  private final byte[] name = "u-............".getBytes(StandardCharsets.US_ASCII);

  /** The name that belongs to a hash. */
  String of(long hash) {
    for (int i = 0; i < LETTERS; i++) {
      name[PREFIX + i] = ALPHABET[(int) (hash >>> (BITS * i)) & (ALPHABET.length - 1)];
    }
    return new String(name, StandardCharsets.ISO_8859_1);
  }
}
