package io.tracewright.clickhouse.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * ClickHouse's own compressed stream, which {@code compress=1} and {@code decompress=1} ask for.
 *
 * <p>A stream is a run of frames, each of its own: 16 bytes CityHash128 (version 1.0.2) of all that
 * follows in the frame; then one byte method, the size of header and data without the checksum, the
 * size of the plain data, both 4 bytes little-endian; then the data.
 */
final class CompressedFrames {

  /** Plain bytes a frame that we write holds at most. */
  static final int MAX_WRITTEN_PLAIN_BYTES = 256 << 10;

  /** Plain bytes a frame that we read holds at most; clients write 64 KiB to 1 MiB. */
  static final int MAX_READ_PLAIN_BYTES = 16 << 20;

  private static final int CHECKSUM_BYTES = 16;
  private static final int HEADER_BYTES = 9;
  private static final byte METHOD_NONE = 0x02;
  private static final byte METHOD_LZ4 = (byte) 0x82;
  // Pure Java: the native one unpacks a library into the temporary folder and leaves it on kill -9.
  private static final LZ4Compressor COMPRESSOR = LZ4Factory.fastestJavaInstance().fastCompressor();
  private static final LZ4SafeDecompressor DECOMPRESSOR =
      LZ4Factory.fastestJavaInstance().safeDecompressor();

  private CompressedFrames() {}

  /**
   * Takes up to {@link #MAX_WRITTEN_PLAIN_BYTES} from {@code plain} and returns them as a frame.
   */
  static ByteBuffer encode(ByteBuffer plain) {
    int plainBytes = Math.min(plain.remaining(), MAX_WRITTEN_PLAIN_BYTES);
    int dataStart = CHECKSUM_BYTES + HEADER_BYTES;
    ByteBuffer frame =
        ByteBuffer.allocate(dataStart + COMPRESSOR.maxCompressedLength(plainBytes))
            .order(ByteOrder.LITTLE_ENDIAN);
    int dataBytes =
        COMPRESSOR.compress(
            plain, plain.position(), plainBytes, frame, dataStart, frame.capacity() - dataStart);
    plain.position(plain.position() + plainBytes);
    frame.put(CHECKSUM_BYTES, METHOD_LZ4);
    frame.putInt(CHECKSUM_BYTES + 1, HEADER_BYTES + dataBytes);
    frame.putInt(CHECKSUM_BYTES + 5, plainBytes);
    CityHash128 checksum = CityHash128.of(frame.array(), CHECKSUM_BYTES, HEADER_BYTES + dataBytes);
    frame.putLong(0, checksum.low()).putLong(8, checksum.high());
    return frame.limit(dataStart + dataBytes);
  }

  /** A stream of the plain bytes of the frames in {@code frames}. */
  static InputStream decode(InputStream frames) {
    return new Decoder(frames);
  }

  private static final class Decoder extends InputStream {

    private final InputStream frames;
    private byte[] plain = new byte[0];
    private int position;

    Decoder(InputStream frames) {
      this.frames = frames;
    }

    @Override
    public int read() throws IOException {
      return advance() ? plain[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!advance()) {
        return -1;
      }
      int taken = Math.min(length, plain.length - position);
      System.arraycopy(plain, position, target, offset, taken);
      position += taken;
      return taken;
    }

    @Override
    public void close() throws IOException {
      frames.close();
    }

    private boolean advance() throws IOException {
      while (position == plain.length) {
        byte[] head = frames.readNBytes(CHECKSUM_BYTES + HEADER_BYTES);
        if (head.length == 0) {
          return false;
        }
        if (head.length < CHECKSUM_BYTES + HEADER_BYTES) {
          throw new EOFException("the body ends in the middle of a compressed frame");
        }
        plain = readFrame(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN));
        position = 0;
      }
      return true;
    }

    private byte[] readFrame(ByteBuffer head) throws IOException {
      byte method = head.get(CHECKSUM_BYTES);
      int dataBytes = head.getInt(CHECKSUM_BYTES + 1) - HEADER_BYTES;
      int plainBytes = head.getInt(CHECKSUM_BYTES + 5);
      if (plainBytes < 0
          || plainBytes > MAX_READ_PLAIN_BYTES
          || dataBytes < 0
          || dataBytes > COMPRESSOR.maxCompressedLength(MAX_READ_PLAIN_BYTES)) {
        throw new IOException(
            "a compressed frame says it holds "
                + Integer.toUnsignedString(plainBytes)
                + " bytes; the limit is "
                + MAX_READ_PLAIN_BYTES
                + ": is the body compressed at all?");
      }
      byte[] hashed = new byte[HEADER_BYTES + dataBytes];
      head.get(CHECKSUM_BYTES, hashed, 0, HEADER_BYTES);
      if (frames.readNBytes(hashed, HEADER_BYTES, dataBytes) < dataBytes) {
        throw new EOFException("the body ends in the middle of a compressed frame");
      }
      CityHash128 checksum = CityHash128.of(hashed, 0, hashed.length);
      if (checksum.low() != head.getLong(0) || checksum.high() != head.getLong(8)) {
        throw new IOException("the checksum of a compressed frame does not match its content");
      }
      return decompress(method, hashed, plainBytes);
    }

    private static byte[] decompress(byte method, byte[] frame, int plainBytes) throws IOException {
      byte[] plain = new byte[plainBytes];
      int dataBytes = frame.length - HEADER_BYTES;
      if (method == METHOD_LZ4) {
        try {
          if (DECOMPRESSOR.decompress(frame, HEADER_BYTES, dataBytes, plain, 0) == plainBytes) {
            return plain;
          }
        } catch (LZ4Exception e) {
          throw new IOException("a compressed frame is not valid LZ4", e);
        }
      } else if (method == METHOD_NONE && dataBytes == plainBytes) {
        System.arraycopy(frame, HEADER_BYTES, plain, 0, plainBytes);
        return plain;
      } else if (method != METHOD_NONE) {
        throw new IOException(
            "a compressed frame uses method 0x%02x; LZ4 (0x82) and none (0x02) are known"
                .formatted(method & 0xff));
      }
      throw new IOException("a compressed frame does not hold as many bytes as it says");
    }
  }
}
