package io.tracewright.clickhouse.embedded;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A named pipe through which the engine hands over a result while it computes it.
 *
 * <p>The engine writes to it as to an ordinary file ({@code INTO OUTFILE}). A write end of our own,
 * held until {@link #endOfWriting}, keeps both sides' opens from blocking and the reader from
 * seeing the end before the engine has finished, whether or not the engine ever opened the pipe.
 */
final class ResultPipe implements Closeable {

  private static final int OWNER_ONLY = 0600;
  private static final Posix POSIX = Native.load("c", Posix.class);

  private final Path path;
  private final FileChannel keeper;
  private final FileChannel reader;

  private ResultPipe(Path path, FileChannel keeper, FileChannel reader) {
    this.path = path;
    this.keeper = keeper;
    this.reader = reader;
  }

  /** Makes a pipe with a name of its own in {@code directory}. */
  static ResultPipe create(Path directory) throws IOException {
    Path path = directory.resolve("result-" + UUID.randomUUID());
    try {
      POSIX.mkfifo(path.toString(), OWNER_ONLY);
    } catch (LastErrorException e) {
      throw new IOException("cannot make the pipe " + path + ": " + e.getMessage(), e);
    }
    try {
      FileChannel keeper =
          FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        return new ResultPipe(path, keeper, FileChannel.open(path, StandardOpenOption.READ));
      } catch (IOException e) {
        keeper.close();
        throw e;
      }
    } catch (IOException e) {
      Files.deleteIfExists(path);
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /** The name that no other pipe has; it stands in the text of the statement that writes here. */
  String marker() {
    return path.getFileName().toString();
  }

  /** Reads what there is, blocking for the first byte; -1 at the end. */
  int read(ByteBuffer target) throws IOException {
    return reader.read(target);
  }

  /** Says that the engine has finished: the reader sees the end once it has read the rest. */
  void endOfWriting() throws IOException {
    keeper.close();
  }

  /** Closes the read end, upon which the engine's writes fail, and removes the pipe. */
  @Override
  public void close() throws IOException {
    try (keeper;
        reader) {
      Files.deleteIfExists(path);
    }
  }

  /** The one function of the C library that Java lacks. */
  private interface Posix extends Library {
    int mkfifo(String path, int mode) throws LastErrorException;
  }
}
