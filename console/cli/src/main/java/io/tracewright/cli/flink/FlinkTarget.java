package io.tracewright.cli.flink;

import io.tracewright.cli.UserError;
import io.tracewright.local.LocalFlink;
import io.tracewright.local.LocalFlinkOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * The Flink cluster that a run goes to: the one that its user named, else one on this machine, for
 * as long as this object is open.
 */
public final class FlinkTarget implements AutoCloseable {
  private static final int DEFAULT_PORT = 8081;
  private static final int TASK_HEAP_MB = 512;

  private final FlinkRest rest;
  private final LocalFlink local;

  private FlinkTarget(FlinkRest rest, LocalFlink local) {
    this.rest = rest;
    this.local = local;
  }

  /**
   * Uses the cluster that the user named.
   *
   * @param parallelism slots that the run needs
   */
  public static FlinkTarget named(URI url, int parallelism) {
    FlinkRest rest = new FlinkRest(url);
    try {
      int available = rest.availableSlots();
      if (available < parallelism) {
        throw UserError.badInput(
            "--parallelism "
                + parallelism
                + ": the cluster at "
                + url
                + " has "
                + available
                + " free slots; lower it or add task managers");
      }
    } catch (IOException | IllegalArgumentException e) {
      throw UserError.badInput(
          "--flink-url " + url + ": no Flink cluster answers there (" + e.getMessage() + ")", e);
    }
    return new FlinkTarget(rest, null);
  }

  /** Starts a cluster on this machine with a slot for each parallel task. */
  public static FlinkTarget local(Path libraries, Path workFolder, int parallelism) {
    try {
      LocalFlink local =
          LocalFlink.start(
              new LocalFlinkOptions(
                  libraries,
                  workFolder,
                  LocalFlink.freePortFrom(DEFAULT_PORT),
                  1,
                  parallelism,
                  TASK_HEAP_MB,
                  Map.of()));
      return new FlinkTarget(new FlinkRest(local.url()), local);
    } catch (IOException e) {
      throw UserError.failed("Flink did not start: " + e.getMessage(), e);
    }
  }

  public FlinkRest rest() {
    return rest;
  }

  /** Replaces a local task manager that has died. */
  public void repair() throws IOException {
    if (local != null && local.taskManagers().stream().noneMatch(Process::isAlive)) {
      local.startTaskManager();
    }
  }

  @Override
  public void close() {
    if (local != null) {
      local.close();
    }
  }
}
