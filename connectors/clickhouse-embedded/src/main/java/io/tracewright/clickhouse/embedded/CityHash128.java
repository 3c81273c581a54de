package io.tracewright.clickhouse.embedded;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CityHash128 in its version 1.0.2, the checksum of ClickHouse's compressed frames.
 *
 * <p>Later versions of CityHash give other values; ClickHouse froze this one into its formats.
 * After the algorithm by Geoff Pike and Jyrki Alakuijala. State lives in fields because the two
 * words of each pair change together; an instance hashes once.
 */
final class CityHash128 {

  private static final long K0 = 0xc3a5c85c97cb3127L;
  private static final long K1 = 0xb492b66fbe98f273L;
  private static final long K2 = 0x9ae16a3b2f90404fL;
  private static final long K3 = 0xc949d7c7509e6557L;
  private static final long MIX = 0x9ddfea08eb382d69L;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] data;
  private long low;
  private long high;

  // The running pairs of the long hash.
  private long v0;
  private long v1;
  private long w0;
  private long w1;

  private CityHash128(byte[] data) {
    this.data = data;
  }

  /** The hash of {@code length} bytes from {@code offset}. */
  static CityHash128 of(byte[] data, int offset, int length) {
    CityHash128 hash = new CityHash128(data);
    if (length >= 16) {
      hash.seeded(offset + 16, length - 16, hash.fetch64(offset) ^ K3, hash.fetch64(offset + 8));
    } else if (length >= 8) {
      hash.seeded(
          offset, 0, hash.fetch64(offset) ^ (length * K0), hash.fetch64(offset + length - 8) ^ K1);
    } else {
      hash.seeded(offset, length, K0, K1);
    }
    return hash;
  }

  /** The first word. */
  long low() {
    return low;
  }

  /** The second word. */
  long high() {
    return high;
  }

  private void seeded(int offset, int length, long seedLow, long seedHigh) {
    if (length < 128) {
      murmur(offset, length, seedLow, seedHigh);
    } else {
      city(offset, length, seedLow, seedHigh);
    }
  }

  /** The hash of short input, after Murmur. */
  private void murmur(int offset, int length, long seedLow, long seedHigh) {
    long a = seedLow;
    long b = seedHigh;
    long c;
    long d;
    if (length <= 16) {
      a = shiftMix(a * K1) * K1;
      c = b * K1 + upTo16(offset, length);
      d = shiftMix(a + (length >= 8 ? fetch64(offset) : c));
    } else {
      c = mix(fetch64(offset + length - 8) + K1, a);
      d = mix(b + length, c + fetch64(offset + length - 16));
      a += d;
      int at = offset;
      for (int left = length - 16; left > 0; left -= 16, at += 16) {
        a = (a ^ shiftMix(fetch64(at) * K1) * K1) * K1;
        b ^= a;
        c = (c ^ shiftMix(fetch64(at + 8) * K1) * K1) * K1;
        d ^= c;
      }
    }
    a = mix(a, c);
    b = mix(d, b);
    low = a ^ b;
    high = mix(b, a);
  }

  private void city(int offset, int length, long seedLow, long seedHigh) {
    int at = offset;
    int left = length;
    long x = seedLow;
    long y = seedHigh;
    long z = length * K1;
    v0 = Long.rotateRight(y ^ K1, 49) * K1 + fetch64(at);
    v1 = Long.rotateRight(v0, 42) * K1 + fetch64(at + 8);
    w0 = Long.rotateRight(y + z, 35) * K1 + x;
    w1 = Long.rotateRight(x + fetch64(at + 88), 53) * K1;

    for (; left >= 128; left -= 128) {
      for (int half = 0; half < 2; half++, at += 64) {
        x = Long.rotateRight(x + y + v0 + fetch64(at + 16), 37) * K1;
        y = Long.rotateRight(y + v1 + fetch64(at + 48), 42) * K1;
        x ^= w1;
        y ^= v0;
        z = Long.rotateRight(z ^ w0, 33);
        weakV(at, v1 * K1, x + w0);
        weakW(at + 32, z + w1, y);
        long swapped = z;
        z = x;
        x = swapped;
      }
    }

    y += Long.rotateRight(w0, 37) * K0 + z;
    x += Long.rotateRight(v0 + z, 49) * K0;
    for (int tail = 32; tail < left + 32; tail += 32) {
      y = Long.rotateRight(y - x, 42) * K0 + v1;
      w0 += fetch64(at + left - tail + 16);
      x = Long.rotateRight(x, 49) * K0 + w0;
      w0 += v0;
      weakV(at + left - tail, v0, v1);
    }
    x = mix(x, v0);
    y = mix(y, w0);
    low = mix(x + v1, w1) + y;
    high = mix(x + w1, y + v1);
  }

  private void weakV(int at, long seedA, long seedB) {
    long a = seedA + fetch64(at);
    long b = Long.rotateRight(seedB + a + fetch64(at + 24), 21);
    long c = a;
    a += fetch64(at + 8) + fetch64(at + 16);
    b += Long.rotateRight(a, 44);
    v0 = a + fetch64(at + 24);
    v1 = b + c;
  }

  private void weakW(int at, long seedA, long seedB) {
    long a = seedA + fetch64(at);
    long b = Long.rotateRight(seedB + a + fetch64(at + 24), 21);
    long c = a;
    a += fetch64(at + 8) + fetch64(at + 16);
    b += Long.rotateRight(a, 44);
    w0 = a + fetch64(at + 24);
    w1 = b + c;
  }

  private long upTo16(int at, int length) {
    if (length > 8) {
      long b = fetch64(at + length - 8);
      return mix(fetch64(at), Long.rotateRight(b + length, length)) ^ b;
    }
    if (length >= 4) {
      return mix(length + (fetch32(at) << 3), fetch32(at + length - 4));
    }
    if (length > 0) {
      int first = data[at] & 0xff;
      int middle = data[at + (length >> 1)] & 0xff;
      int last = data[at + length - 1] & 0xff;
      long y = first + ((long) middle << 8);
      long z = length + ((long) last << 2);
      return shiftMix(y * K2 ^ z * K3) * K2;
    }
    return K2;
  }

  private long fetch64(int at) {
    return (long) LONGS.get(data, at);
  }

  private long fetch32(int at) {
    return Integer.toUnsignedLong((int) INTS.get(data, at));
  }

  private static long shiftMix(long value) {
    return value ^ (value >>> 47);
  }

  private static long mix(long u, long v) {
    long a = shiftMix((u ^ v) * MIX);
    return shiftMix((v ^ a) * MIX) * MIX;
  }
}
