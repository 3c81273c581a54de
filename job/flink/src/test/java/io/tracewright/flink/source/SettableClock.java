package io.tracewright.flink.source;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands until it is set. */
final class SettableClock implements InstantSource {
  private long nowMs;

  SettableClock(long nowMs) {
    this.nowMs = nowMs;
  }

  void set(long newNowMs) {
    nowMs = newNowMs;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMs);
  }
}
