package io.tracewright.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;

/** Where local clusters keep checkpoints: the job manager's memory takes 5 MB of a task. */
final class Checkpoints {
  private Checkpoints() {}

  static Configuration onDisk() {
    try {
      Configuration cluster = new Configuration();
      cluster.set(
          CheckpointingOptions.CHECKPOINTS_DIRECTORY,
          Files.createTempDirectory("tracewright-checkpoints").toUri().toString());
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for checkpoints", e);
    }
  }
}
