package io.tracewright.clickhouse.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The child process of {@link EmbeddedClickHouse}: its ready line, its last words, its end. */
final class ServerProcess {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);
  private static final Pattern READY = Pattern.compile("ClickHouse \\S+ ready at (http://\\S+)");
  private static final int KEPT_ERROR_LINES = 40;

  private final Process process;
  private final CompletableFuture<URI> ready = new CompletableFuture<>();
  private final Deque<String> lastErrorLines = new ArrayDeque<>();
  private final Thread errorReader;

  private ServerProcess(Process process) {
    this.process = process;
    startReader("clickhouse-out", process.getInputStream(), this::onOutputLine);
    this.errorReader = startReader("clickhouse-err", process.getErrorStream(), this::onErrorLine);
  }

  static ServerProcess launch(List<String> command) throws IOException {
    List<String> detached = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      // Ctrl-C in a terminal is for the parent, which still has to speak to the server then.
      detached.add(SETSID.toString());
    }
    detached.addAll(command);
    return new ServerProcess(new ProcessBuilder(detached).start());
  }

  /** Waits for the ready line; kills the process if it does not come. */
  URI awaitReady(Duration timeout) throws IOException {
    var unused = process.onExit().thenRun(() -> ready.cancel(false));
    try {
      return ready.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      killHard();
      throw new IOException(
          "the embedded ClickHouse was not ready within " + timeout + lastWords(), e);
    } catch (ExecutionException | CancellationException e) {
      throw new IOException(
          "the embedded ClickHouse ended with status " + process.exitValue() + lastWords(), e);
    } catch (InterruptedException e) {
      killHard();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the embedded ClickHouse starts", e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void killHard() {
    process.destroyForcibly();
    awaitExit(Duration.ofSeconds(10));
  }

  /** Ends the process's standard input, which stops the server; kills it after {@code timeout}. */
  void stop(Duration timeout) {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.debug("the server's input was closed already: {}", e.getMessage());
    }
    if (!awaitExit(timeout)) {
      LOG.warn("the embedded ClickHouse did not stop within {}: killing it", timeout);
      killHard();
    }
  }

  private boolean awaitExit(Duration timeout) {
    try {
      return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      return true;
    }
  }

  private void onOutputLine(String line) {
    Matcher matcher = READY.matcher(line);
    if (matcher.matches()) {
      ready.complete(URI.create(matcher.group(1)));
    }
  }

  private void onErrorLine(String line) {
    LOG.debug("server: {}", line);
    synchronized (lastErrorLines) {
      if (lastErrorLines.size() == KEPT_ERROR_LINES) {
        lastErrorLines.remove();
      }
      lastErrorLines.add(line);
    }
  }

  private String lastWords() {
    try {
      errorReader.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (lastErrorLines) {
      return lastErrorLines.isEmpty()
          ? " and said nothing"
          : ":\n" + String.join("\n", lastErrorLines);
    }
  }

  private static Thread startReader(String name, InputStream stream, Consumer<String> consumer) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  consumer.accept(line);
                }
              } catch (IOException e) {
                LOG.debug("{} ended: {}", name, e.getMessage());
              }
            },
            name);
    reader.setDaemon(true);
    reader.start();
    return reader;
  }
}
