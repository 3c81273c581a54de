package io.tracewright.cli;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Names of runs: when they were asked for, and enough random digits to tell them apart. */
final class RunNames {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final SecureRandom RANDOM = new SecureRandom();

  private RunNames() {}

  static String next(Instant now) {
    return TIME.format(now) + "-" + String.format("%06x", RANDOM.nextInt(1 << 24));
  }
}
