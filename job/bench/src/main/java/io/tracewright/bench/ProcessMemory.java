package io.tracewright.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Peak resident memory of a process, as Linux accounts for it. */
final class ProcessMemory {
  private final Path folder;

  ProcessMemory(long pid) {
    this.folder = Path.of("/proc", Long.toString(pid));
  }

  /** Forgets the peak so far, where the kernel allows it. */
  void reset() {
    try {
      Files.writeString(folder.resolve("clear_refs"), "5");
    } catch (IOException e) {
      // The peak then covers the earlier contenders too; it is only higher for that.
    }
  }

  /** Peak since the last reset, megabytes; 0 where it cannot be read. */
  long peakMb() {
    try {
      return Files.readAllLines(folder.resolve("status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
