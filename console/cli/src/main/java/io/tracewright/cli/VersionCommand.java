package io.tracewright.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code version}: what this is and what it is built on. */
@Command(name = "version", mixinStandardHelpOptions = true, description = "Print versions.")
final class VersionCommand implements Callable<Integer>, IVersionProvider {
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    for (String line : getVersion()) {
      out.println(line);
    }
    out.flush();
    return 0;
  }

  @Override
  public String[] getVersion() throws IOException {
    Properties versions = new Properties();
    try (InputStream in = VersionCommand.class.getResourceAsStream("versions.properties")) {
      versions.load(in);
    }
    return new String[] {
      "tracewright " + versions.getProperty("tracewright"),
      "flink " + versions.getProperty("flink"),
      "java " + Runtime.version()
    };
  }
}
