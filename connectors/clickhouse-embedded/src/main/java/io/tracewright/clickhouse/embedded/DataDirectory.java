package io.tracewright.clickhouse.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A data directory that this process alone holds.
 *
 * <p>The lock is the operating system's, so it ends with the process however that ends; {@link
 * ServerInfo} beside it only tells where the holder listens.
 */
final class DataDirectory implements AutoCloseable {

  private static final String LOCK_FILE = "server.lock";
  private static final String CONFIGURATION = "engine.xml";

  private final Path root;
  private final FileChannel lockFile;

  private DataDirectory(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /**
   * Creates the directory if need be and locks it.
   *
   * @throws StartupException if another process holds it
   */
  static DataDirectory lock(Path root) throws IOException, StartupException {
    Files.createDirectories(root);
    FileChannel lockFile =
        FileChannel.open(
            root.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      // held by this very process: refused below
    }
    if (lock == null) {
      lockFile.close();
      String holder =
          ServerInfo.readFrom(root)
              .map(info -> "the server at " + info.url() + " (process " + info.pid() + ")")
              .orElse("a server that is starting or stopping");
      throw new StartupException(
          "the data directory " + root + " is in use by " + holder + ": use that one or stop it");
    }
    DataDirectory directory = new DataDirectory(root, lockFile);
    Files.deleteIfExists(root.resolve(ServerInfo.FILE_NAME)); // of a server that was killed
    directory.prepareWorkDirectory();
    return directory;
  }

  /** Where the engine keeps its files. */
  Path engineDirectory() {
    return root.resolve("engine");
  }

  /** Where pipes and waiting answers live; empty when a server starts. */
  Path workDirectory() {
    return root.resolve("work");
  }

  /** Writes the engine's configuration anew and returns its file. */
  Path writeConfiguration() throws IOException {
    Path file = root.resolve(CONFIGURATION);
    try (InputStream configuration = DataDirectory.class.getResourceAsStream(CONFIGURATION)) {
      Files.copy(configuration, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  /** Tells others where this server listens. */
  void publish(ServerInfo info) throws IOException {
    info.writeTo(root);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(root.resolve(ServerInfo.FILE_NAME));
    lockFile.close();
  }

  private void prepareWorkDirectory() throws IOException {
    Files.createDirectories(workDirectory());
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(workDirectory())) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    }
  }
}
