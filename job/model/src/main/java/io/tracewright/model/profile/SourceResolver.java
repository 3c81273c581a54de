package io.tracewright.model.profile;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the file that an empirical law or a domain names. Built-in domains need no resolver. */
@FunctionalInterface
public interface SourceResolver {

  /** Starts the name of a file that ships with the product. */
  String BUILTIN_PREFIX = "builtin:";

  /**
   * The bytes of a source, the caller's to close.
   *
   * @throws IOException if there is no such source; the message says so in a few words
   */
  InputStream open(String source) throws IOException;

  /** Opens built-in files only: for profiles that come from strangers. */
  static SourceResolver builtinOnly() {
    return source -> {
      if (!source.startsWith(BUILTIN_PREFIX)) {
        throw new FileNotFoundException("must start with '" + BUILTIN_PREFIX + "' here");
      }
      String name = source.substring(BUILTIN_PREFIX.length());
      InputStream bytes =
          name.matches("[A-Za-z0-9_.-]+")
              ? SourceResolver.class.getResourceAsStream("/io/tracewright/samples/" + name)
              : null;
      if (bytes == null) {
        throw new FileNotFoundException("no such built-in file");
      }
      return bytes;
    };
  }

  /** Opens built-in files, and others relative to a folder. */
  static SourceResolver inFolder(Path folder) {
    SourceResolver builtin = builtinOnly();
    return source -> {
      if (source.startsWith(BUILTIN_PREFIX)) {
        return builtin.open(source);
      }
      Path file = folder.resolve(source);
      if (!Files.isRegularFile(file)) {
        throw new FileNotFoundException("no such file in the profile's folder");
      }
      // Links included: a profile must not make its reader show other files.
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw new FileNotFoundException("is not in the profile's folder");
      }
      return Files.newInputStream(file);
    };
  }
}
