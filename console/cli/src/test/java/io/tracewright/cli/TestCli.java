package io.tracewright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command as its users run it: a process of its own, with the launcher's flags. */
public final class TestCli {
  private static final long TIMEOUT_MINUTES = 5;

  private TestCli() {}

  /** Runs the command to its end. */
  public static Finished run(String... arguments) {
    try (Running running = start(arguments)) {
      return running.await();
    }
  }

  /** Starts the command. */
  public static Running start(String... arguments) {
    try {
      Path out = Files.createTempFile("tracewright", ".out");
      Path err = Files.createTempFile("tracewright", ".err");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
      command.add("-Dfile.encoding=UTF-8");
      command.add("-Dsun.stdout.encoding=UTF-8");
      command.add("-Dsun.stderr.encoding=UTF-8");
      command.add("-Dtracewright.home=" + System.getProperty("tracewright.home"));
      command.add("-Dtracewright.engine=" + System.getProperty("tracewright.engine"));
      command.add("-cp");
      command.add(Path.of(System.getProperty("tracewright.home"), "cli", "*").toString());
      command.add("io.tracewright.cli.Tracewright");
      command.addAll(List.of(arguments));
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      return new Running(process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command under way. */
  public record Running(Process process, Path out, Path err) implements AutoCloseable {

    /** What it has written to standard error so far. */
    public String errSoFar() {
      return text(err);
    }

    /** What it has written to standard output so far. */
    public String outSoFar() {
      return text(out);
    }

    /** Waits for its end. */
    public Finished await() {
      try {
        if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new AssertionError("still running after 5 minutes: " + text(err));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
      return new Finished(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      process.destroy();
    }
  }

  /**
   * A command that has ended.
   *
   * @param exit exit code
   * @param out standard output
   * @param err standard error
   */
  public record Finished(int exit, String out, String err) {

    /** The JSON object in the last line of standard output. */
    public JsonNode json() {
      try {
        return new ObjectMapper().readTree(out.lines().reduce((first, last) -> last).orElse(""));
      } catch (IOException e) {
        throw new UncheckedIOException("no JSON: " + out + err, e);
      }
    }
  }
}
