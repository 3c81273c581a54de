package io.tracewright.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The configuration files of a local cluster.
 *
 * <p>A task manager wants every part of its memory stated; Flink's scripts compute them by a JVM of
 * its own, we state them.
 */
final class ClusterConfig {
  private static final int FRAMEWORK_HEAP_MB = 128;

  private final LocalFlinkOptions options;
  private final int rpcPort;

  ClusterConfig(LocalFlinkOptions options, int rpcPort) {
    this.options = options;
    this.rpcPort = rpcPort;
  }

  int rpcPort() {
    return rpcPort;
  }

  int taskManagerHeapMb() {
    return FRAMEWORK_HEAP_MB + options.taskHeapMb();
  }

  /** Text of {@code config.yaml}. */
  String yaml() {
    Map<String, String> settings = new TreeMap<>();
    Path work = options.workFolder();
    settings.put("jobmanager.rpc.address", "127.0.0.1");
    settings.put("jobmanager.rpc.port", Integer.toString(rpcPort));
    settings.put("jobmanager.bind-host", "127.0.0.1");
    settings.put("rest.address", "127.0.0.1");
    settings.put("rest.bind-address", "127.0.0.1");
    settings.put("rest.port", Integer.toString(options.restPort()));
    settings.put("rest.bind-port", Integer.toString(options.restPort()));
    // Flink's default, any origin, would let every web page submit jobs.
    settings.put("web.access-control-allow-origin", "http://127.0.0.1:" + options.restPort());
    settings.put("taskmanager.host", "127.0.0.1");
    settings.put("taskmanager.bind-host", "127.0.0.1");
    settings.put("taskmanager.numberOfTaskSlots", Integer.toString(options.slotsPerTaskManager()));
    settings.put("taskmanager.cpu.cores", Integer.toString(options.slotsPerTaskManager()));
    settings.put("taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP_MB + "m");
    settings.put("taskmanager.memory.task.heap.size", options.taskHeapMb() + "m");
    settings.put("taskmanager.memory.framework.off-heap.size", "128m");
    settings.put("taskmanager.memory.task.off-heap.size", "128m");
    settings.put("taskmanager.memory.network.min", "64m");
    settings.put("taskmanager.memory.network.max", "64m");
    settings.put("taskmanager.memory.managed.size", "0m");
    settings.put("taskmanager.memory.jvm-metaspace.size", "256m");
    settings.put("taskmanager.memory.jvm-overhead.min", "192m");
    settings.put("taskmanager.memory.jvm-overhead.max", "192m");
    settings.put("cluster.registration.error-delay", "1s");
    settings.put("cluster.registration.initial-timeout", "200ms");
    settings.put("heartbeat.interval", "2s");
    settings.put("heartbeat.timeout", "10s");
    settings.put("io.tmp.dirs", work.resolve("tmp").toString());
    settings.put("web.upload.dir", work.resolve("upload").toString());
    settings.put("execution.checkpointing.dir", work.resolve("checkpoints").toUri().toString());
    settings.put(
        "execution.checkpointing.savepoint-dir", work.resolve("savepoints").toUri().toString());
    settings.put("metrics.fetcher.update-interval", "1s");
    settings.putAll(options.settings());
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + ": \"" + setting.getValue() + "\"\n")
        .collect(Collectors.joining());
  }

  /** Text of the log4j configuration: one file for each process, warnings of Flink's own wires. */
  static String log4j() {
    return """
        rootLogger.level = INFO
        rootLogger.appenderRef.file.ref = file
        appender.file.type = RollingFile
        appender.file.name = file
        appender.file.fileName = ${sys:log.file}
        appender.file.filePattern = ${sys:log.file}.%i
        appender.file.layout.type = PatternLayout
        appender.file.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-40.40c{1.} - %m%n
        appender.file.policies.type = Policies
        appender.file.policies.size.type = SizeBasedTriggeringPolicy
        appender.file.policies.size.size = 20MB
        appender.file.strategy.type = DefaultRolloverStrategy
        appender.file.strategy.max = 3
        logger.pekko.name = org.apache.pekko
        logger.pekko.level = WARN
        """;
  }
}
