package io.tracewright.cli;

import io.tracewright.model.run.RunSpec;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Whether a run fits on the disk of the embedded server. */
final class DiskSpace {
  /** Stored size of a row with its share of the views, and as much again for a merge under way. */
  private static final long BYTES_PER_ROW = 2 * 150;

  /** For logs, checkpoints and the engine's own files. */
  private static final long BASE_BYTES = 128L << 20;

  private DiskSpace() {}

  /**
   * Refuses a run for which there is no room.
   *
   * @throws UserError naming the folder, what is free and what is needed
   */
  static void require(Path dataFolder, RunSpec spec) {
    double rows = spec.tracesToMake() * spec.profile().expectedSpansPerTrace();
    long neededMb = (BASE_BYTES + Math.round(rows * BYTES_PER_ROW)) >> 20;
    try {
      Files.createDirectories(dataFolder);
      FileStore disk = Files.getFileStore(dataFolder);
      long freeMb = disk.getUsableSpace() >> 20;
      if (freeMb < neededMb) {
        throw UserError.badInput(
            String.format(
                Locale.ROOT,
                "--data-dir %s: %,d MB are free, the run needs about %,d MB; make room, name another"
                    + " folder or lower --traces",
                dataFolder,
                freeMb,
                neededMb));
      }
    } catch (FileAlreadyExistsException e) {
      throw UserError.badInput("--data-dir " + dataFolder + ": is a file, not a folder", e);
    } catch (IOException e) {
      throw UserError.badInput(
          "--data-dir " + dataFolder + ": cannot be made or used as a folder", e);
    }
  }
}
