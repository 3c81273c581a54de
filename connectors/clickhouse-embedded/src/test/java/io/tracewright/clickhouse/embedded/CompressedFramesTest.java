package io.tracewright.clickhouse.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class CompressedFramesTest {

  private static final byte[] PLAIN = "tracewright tracewright tracewright\n".getBytes(US_ASCII);

  @Property(tries = 200)
  void givesBackWhatItTook(
      @ForAll byte[] seed, @ForAll @IntRange(max = 700_000) int plainBytes, @ForAll boolean direct)
      throws IOException {
    byte[] plain = new byte[plainBytes];
    for (int i = 0; i < plainBytes && seed.length > 0; i++) {
      plain[i] = (byte) (seed[i % seed.length] + i / 97);
    }

    assertThat(decode(encode(plain, direct))).isEqualTo(plain);
  }

  @Test
  void headerSaysMethodAndSizes() {
    ByteBuffer frame = CompressedFrames.encode(ByteBuffer.wrap(PLAIN));

    assertThat(frame.get(16)).isEqualTo((byte) 0x82);
    assertThat(frame.getInt(17)).isEqualTo(frame.limit() - 16);
    assertThat(frame.getInt(21)).isEqualTo(PLAIN.length);
  }

  @Test
  void readsAFrameThatIsNotCompressed() throws IOException {
    byte[] head = HexFormat.of().parseHex("020c00000003000000");
    byte[] body = "ab\n".getBytes(US_ASCII);
    byte[] hashed = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, hashed, head.length, body.length);

    assertThat(decode(withChecksum(hashed))).isEqualTo(body);
  }

  @Test
  void refusesADamagedFrame() {
    byte[] frame = encode(PLAIN, false);
    frame[frame.length - 1] ^= 1;

    assertThatThrownBy(() -> decode(frame))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void refusesAFrameCutShort() {
    byte[] frame = encode(PLAIN, false);

    assertThatThrownBy(() -> decode(Arrays.copyOf(frame, frame.length - 1)))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> decode(Arrays.copyOf(frame, 20))).isInstanceOf(EOFException.class);
  }

  @Test
  void refusesPlainTextBeforeItReservesMemory() {
    byte[] text = "INSERT INTO t VALUES (1, 'a'), (2, 'b')".getBytes(US_ASCII);

    assertThatThrownBy(() -> decode(text)).hasMessageContaining("is the body compressed at all?");
  }

  @Test
  void refusesAnotherMethod() {
    byte[] hashed = HexFormat.of().parseHex("900c00000003000000616263");

    assertThatThrownBy(() -> decode(withChecksum(hashed))).hasMessageContaining("method 0x90");
  }

  private static byte[] withChecksum(byte[] hashed) {
    CityHash128 hash = CityHash128.of(hashed, 0, hashed.length);
    return ByteBuffer.allocate(16 + hashed.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(hash.low())
        .putLong(hash.high())
        .put(hashed)
        .array();
  }

  private static byte[] encode(byte[] plain, boolean direct) {
    ByteBuffer source =
        direct ? ByteBuffer.allocateDirect(plain.length) : ByteBuffer.allocate(plain.length);
    source.put(plain).flip();
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    while (source.hasRemaining()) {
      ByteBuffer frame = CompressedFrames.encode(source);
      byte[] bytes = new byte[frame.remaining()];
      frame.get(bytes);
      frames.writeBytes(bytes);
    }
    return frames.toByteArray();
  }

  private static byte[] decode(byte[] frames) throws IOException {
    return CompressedFrames.decode(new ByteArrayInputStream(frames)).readAllBytes();
  }
}
