package io.tracewright.engine.generate.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Fit;
import io.tracewright.engine.generate.random.Streams;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class PseudonymTest {
  private static final int USERS = 200_000;

  private final Pseudonym pseudonym = new Pseudonym();

  /** Two of so many share 60 bits with probability 2e-8; 30 bits are shared by about 19 pairs. */
  @Test
  void namesAreUniqueAndWouldNotBeWithHalfTheBits() {
    assertThat(names(hash -> hash)).hasSize(USERS);
    assertThat(names(hash -> hash & 0x3fff_ffff)).hasSizeBetween(USERS - 50, USERS - 3);
  }

  @Test
  void namesAreTwelveConsonantsWithoutDigits() {
    assertThat(names(hash -> hash))
        .allMatch(name -> name.matches("u-[a-zA-Z&&[^aeiouyAEIOUY]]{12}"));
  }

  /** By chi-square over all places; false alarm {@link Fit#FALSE_ALARM}. */
  @Test
  void everyLetterIsAsLikely() {
    long[] counts = new long[128];
    names(hash -> hash).forEach(name -> name.substring(2).chars().forEach(c -> counts[c]++));
    double[] shares = new double[128];
    "bcdfghjklmnpqrstvwxzBCDFGHJKLMNP".chars().forEach(c -> shares[c] = 1);
    assertThat(Fit.chiSquareP(shares, counts)).isGreaterThan(Fit.FALSE_ALARM);
    shares['b'] = 1.05;
    assertThat(Fit.chiSquareP(shares, counts)).isLessThan(Fit.FALSE_ALARM);
  }

  @Test
  void hashesOfNamesAreFnv() {
    // FNV-1a of "a" is 0xaf63dc4c8601ec8c (test vectors of Fowler, Noll and Vo).
    assertThat(StableHash.of("a")).isEqualTo(Streams.mix(0xaf63dc4c8601ec8cL));
    // Texts that share their String.hashCode.
    assertThat(StableHash.of("Aa")).isNotEqualTo(StableHash.of("BB"));
  }

  private Set<String> names(LongUnaryOperator bits) {
    Set<String> names = new HashSet<>();
    for (int user = 0; user < USERS; user++) {
      names.add(pseudonym.of(bits.applyAsLong(StableHash.join(3, user))));
    }
    return names;
  }
}
