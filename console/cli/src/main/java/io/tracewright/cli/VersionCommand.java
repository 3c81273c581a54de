package io.tracewright.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code version}: what this is and what it is built on. */
@Command(name = "version", mixinStandardHelpOptions = true, description = "Print versions.")
final class VersionCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    Properties versions = new Properties();
    try (InputStream in = VersionCommand.class.getResourceAsStream("versions.properties")) {
      versions.load(in);
    }
    PrintWriter out = command.commandLine().getOut();
    out.println("tracewright " + versions.getProperty("tracewright"));
    out.println("flink " + versions.getProperty("flink"));
    out.println("java " + Runtime.version());
    out.flush();
    return 0;
  }
}
