package io.tracewright.cli.flink;

import io.tracewright.cli.HttpUrl;
import io.tracewright.cli.UserError;
import io.tracewright.cli.clickhouse.ClickHouseTarget;
import io.tracewright.local.LocalFlink;
import io.tracewright.local.LocalFlinkOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The Flink cluster that a run goes to: the one that its user named, else one on this machine, for
 * as long as this object is open.
 */
public final class FlinkTarget implements AutoCloseable {
  private static final int DEFAULT_PORT = 8081;
  private static final int TASK_HEAP_MB = 512;
  private static final int START_ATTEMPTS = 5;

  private final FlinkRest rest;
  private final LocalFlink local;
  private boolean discardLogs;

  private FlinkTarget(FlinkRest rest, LocalFlink local) {
    this.rest = rest;
    this.local = local;
  }

  /**
   * Refuses a URL at which no cluster can be.
   *
   * @param url the cluster that the user named; null: none
   */
  public static void requireHttp(URI url) {
    if (url != null && !HttpUrl.isUsable(url)) {
      throw UserError.badInput("--flink-url " + url + ": must read like http://host:8081");
    }
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
    } catch (IOException e) {
      throw UserError.badInput(
          "--flink-url "
              + url
              + ": no Flink cluster answers there"
              + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")"),
          e);
    }
    return new FlinkTarget(rest, null);
  }

  /** Starts a cluster on this machine with a slot for each parallel task. */
  public static FlinkTarget local(Path libraries, Path workFolder, int parallelism) {
    IOException failure = null;
    for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      int port = 0;
      try {
        port = LocalFlink.freePortFrom(DEFAULT_PORT + attempt);
        LocalFlink local =
            LocalFlink.start(
                new LocalFlinkOptions(
                    libraries, workFolder, port, 1, parallelism, TASK_HEAP_MB, Map.of()));
        return new FlinkTarget(new FlinkRest(local.url()), local);
      } catch (IOException e) {
        failure = e;
        if (ClickHouseTarget.isFree(port)) {
          break;
        }
        // Another run took the port between the look and the start: try the next.
      }
    }
    throw UserError.failed("Flink did not start: " + failure.getMessage(), failure);
  }

  public FlinkRest rest() {
    return rest;
  }

  /**
   * Submits the job and gives its identifier.
   *
   * @param what what it is called if it is refused, for example {@code run}
   * @throws UserError if it cannot be submitted, or refuses its arguments
   */
  public String submit(Path jobJar, List<String> arguments, int parallelism, String what) {
    String jar;
    String job;
    try {
      jar = rest.upload(jobJar);
      job = rest.run(jar, arguments, parallelism);
    } catch (FlinkRestException e) {
      throw UserError.badInput("the " + what + " was refused: " + e.rootCause(), e);
    } catch (IOException e) {
      throw UserError.failed("the job could not be submitted: " + e.getMessage(), e);
    }
    try {
      rest.delete(jar);
    } catch (IOException e) {
      // The job has its own copy and runs; a jar left on the cluster harms nobody.
    }
    return job;
  }

  /**
   * Replaces a local task manager that has died.
   *
   * @throws UserError if the local job manager has: nothing can follow the run then
   */
  public void repair() throws IOException {
    if (local == null) {
      return;
    }
    if (!local.jobManager().isAlive()) {
      throw UserError.failed(
          "Flink's job manager ended; what is acknowledged is whole" + logHint());
    }
    if (local.taskManagers().stream().noneMatch(Process::isAlive)) {
      local.startTaskManager();
    }
  }

  /** Where a local cluster's logs are, as the end of a message; empty for a remote one. */
  public String logHint() {
    return local == null ? "" : "\nFlink's logs: " + local.logs();
  }

  /** Has a local cluster's files deleted when it ends: nobody will need them. */
  public void discardLogs() {
    discardLogs = true;
  }

  @Override
  public void close() throws IOException {
    if (local != null) {
      local.close();
      if (discardLogs) {
        local.deleteFiles();
      }
    }
  }
}
