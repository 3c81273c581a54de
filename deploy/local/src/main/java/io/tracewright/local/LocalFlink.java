package io.tracewright.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A running local cluster. Closing it ends its processes; so does the death of this one.
 *
 * <p>Not thread-safe.
 */
public final class LocalFlink implements AutoCloseable {
  private static final String JOB_MANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String TASK_MANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final Pattern RPC_PORT =
      Pattern.compile("\"jobmanager\\.rpc\\.port\",\"value\":\"(\\d+)\"");
  private static final Pattern SLOTS = Pattern.compile("\"slots-total\":(\\d+)");

  /** What Flink needs on Java 17, as its own scripts open it. */
  private static final List<String> MODULE_FLAGS =
      List.of(
          "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
          "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.text=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

  private final LocalFlinkOptions options;
  private final ClusterConfig config;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final List<Process> taskManagers = new ArrayList<>();
  private Process jobManager;
  private int started;

  private LocalFlink(LocalFlinkOptions options, ClusterConfig config) {
    this.options = options;
    this.config = config;
  }

  /**
   * Starts a cluster and waits until all its slots are there.
   *
   * @throws IOException if a process cannot be started or dies; the message names its log
   */
  public static LocalFlink start(LocalFlinkOptions options) throws IOException {
    LocalFlink cluster = new LocalFlink(options, new ClusterConfig(options, freePort()));
    try {
      cluster.writeFiles();
      cluster.jobManager = cluster.launch("jobmanager", JOB_MANAGER, 512);
      for (int i = 0; i < options.taskManagers(); i++) {
        cluster.startTaskManager();
      }
      cluster.awaitSlots(options.taskManagers() * options.slotsPerTaskManager());
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** The first free port from a given one on. */
  public static int freePortFrom(int first) throws IOException {
    for (int port = first; port < first + 100; port++) {
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (IOException inUse) {
        // The next one may be free.
      }
    }
    throw new IOException("no free port between " + first + " and " + (first + 99));
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  /** Address of the web UI and REST API. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + options.restPort());
  }

  /** Process of the job manager. */
  public Process jobManager() {
    return jobManager;
  }

  /** Processes of the task managers in the order of their start, dead ones included. */
  public List<Process> taskManagers() {
    return List.copyOf(taskManagers);
  }

  /** Starts one more task manager, for example in the place of a dead one. */
  public void startTaskManager() throws IOException {
    taskManagers.add(launch("taskmanager-" + ++started, TASK_MANAGER, config.taskManagerHeapMb()));
  }

  /** Folder with a log for each process. */
  public Path logs() {
    return options.workFolder().resolve("log");
  }

  private void writeFiles() throws IOException {
    for (String folder : List.of("conf", "log", "tmp", "upload", "checkpoints", "savepoints")) {
      Files.createDirectories(options.workFolder().resolve(folder));
    }
    Path conf = options.workFolder().resolve("conf");
    Files.writeString(conf.resolve("config.yaml"), config.yaml());
    Files.writeString(conf.resolve("log4j.properties"), ClusterConfig.log4j());
  }

  private Process launch(String name, String mainClass, int heapMb) throws IOException {
    Path work = options.workFolder();
    Path conf = work.resolve("conf");
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      // Ctrl-C in a terminal is for the parent, which still has to cancel the job then.
      command.add(SETSID.toString());
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(MODULE_FLAGS);
    // On a laptop ClickHouse needs the processors: the second compiler takes longer than it saves.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xms" + heapMb + "m");
    command.add("-Xmx" + heapMb + "m");
    command.add("-Djava.io.tmpdir=" + work.resolve("tmp"));
    command.add("-Dlog.file=" + logs().resolve(name + ".log"));
    command.add("-Dlog4j.configurationFile=" + conf.resolve("log4j.properties"));
    command.add("-cp");
    command.add(options.libraries().resolve("*").toString());
    command.add(WithParent.class.getName());
    command.add(mainClass);
    command.add("--configDir");
    command.add(conf.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(logs().resolve(name + ".out").toFile())
        .start();
  }

  /** Waits until the cluster offers so many slots, used ones included. */
  public void awaitSlots(int slots) throws IOException {
    Instant deadline = Instant.now().plus(START_TIMEOUT);
    while (totalSlots() < slots) {
      if (!jobManager.isAlive()) {
        throw new IOException("Flink's job manager ended at its start; see " + logs());
      }
      if (Instant.now().isAfter(deadline)) {
        throw new IOException(
            "Flink offered no "
                + slots
                + " slots within "
                + START_TIMEOUT.toSeconds()
                + " s; see "
                + logs());
      }
      pause();
    }
  }

  /** Slots of our cluster; another one may have taken the port in between. */
  private int totalSlots() {
    try {
      boolean ours = number(RPC_PORT, "/jobmanager/config") == config.rpcPort();
      return ours ? number(SLOTS, "/overview") : 0;
    } catch (IOException notYet) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Flink started", e);
    }
  }

  /** The number that a pattern finds in an answer of the REST API; 0 when there is none. */
  private int number(Pattern pattern, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url().resolve(path)).timeout(REQUEST_TIMEOUT).build();
    Matcher found =
        pattern.matcher(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Flink started", e);
    }
  }

  /** Deletes the work folder, logs included; for after {@link #close}. */
  public void deleteFiles() throws IOException {
    try (Stream<Path> files = Files.walk(options.workFolder())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void close() {
    List<Process> all = new ArrayList<>(taskManagers);
    if (jobManager != null) {
      all.add(jobManager);
    }
    all.forEach(Process::destroy);
    for (Process process : all) {
      try {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
