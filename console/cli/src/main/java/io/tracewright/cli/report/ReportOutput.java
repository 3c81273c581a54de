package io.tracewright.cli.report;

import io.tracewright.cli.UserError;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.report.QualityReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options {@code --json}, {@code --html} and {@code --markdown}: how a report is given. */
public final class ReportOutput {
  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the report, with plots, as a page that needs nothing else.")
  private Path html;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write the report as a Markdown document.")
  private Path markdown;

  /** Refuses files that cannot be written, before anything is started. */
  public void require() {
    require("--html", html);
    require("--markdown", markdown);
  }

  private static void require(String option, Path file) {
    if (file == null) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
      throw UserError.badInput(option + " " + file + ": must be a file in a folder that exists");
    }
  }

  /** Gives a report. */
  public void give(String reportId, QualityReport quality, ReportTables tables, PrintWriter out) {
    if (json && html == null && markdown == null) {
      out.println(ModelJson.write(quality));
      out.flush();
      return;
    }
    ReportData data = tables.data(reportId, quality);
    write("--html", html, ReportPage.of(data));
    write("--markdown", markdown, String.join("\n", ReportText.markdown(data)) + "\n");
    if (json) {
      out.println(ModelJson.write(quality));
    } else {
      ReportText.terminal(data).forEach(out::println);
    }
    out.flush();
  }

  private static void write(String option, Path file, String text) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw UserError.failed(option + " " + file + ": could not be written: " + e.getMessage(), e);
    }
  }
}
