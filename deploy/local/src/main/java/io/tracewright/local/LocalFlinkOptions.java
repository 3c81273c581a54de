package io.tracewright.local;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a local cluster is made of.
 *
 * @param libraries folder with Flink's jars and this module's
 * @param workFolder folder for configuration, logs, uploads and checkpoints; made when missing
 * @param restPort port of the web UI and REST API on loopback
 * @param taskManagers number of task managers, at least 1
 * @param slotsPerTaskManager parallel tasks in each, at least 1
 * @param taskHeapMb heap of each task manager for the job, megabytes
 * @param settings further Flink settings, which win over the defaults
 */
public record LocalFlinkOptions(
    Path libraries,
    Path workFolder,
    int restPort,
    int taskManagers,
    int slotsPerTaskManager,
    int taskHeapMb,
    Map<String, String> settings) {
  public LocalFlinkOptions {
    settings = Map.copyOf(settings);
  }
}
