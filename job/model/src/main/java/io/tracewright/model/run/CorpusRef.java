package io.tracewright.model.run;

import java.io.Serializable;

/**
 * The corpus version that a run is pinned to.
 *
 * @param name name given at import, or {@code builtin:NAME} for a sample that ships with the
 *     product
 * @param version immutable version, written to every row as {@code name@version}
 * @param table ClickHouse table that holds the records; empty for a built-in corpus
 */
public record CorpusRef(String name, int version, String table) implements Serializable {
  private static final String BUILTIN_PREFIX = "builtin:";

  /** The label rows carry in {@code corpus_version}. */
  public String label() {
    return name + "@" + version;
  }

  /** Whether the corpus ships with the product rather than standing in ClickHouse. */
  public boolean isBuiltin() {
    return name.startsWith(BUILTIN_PREFIX);
  }

  /** Name of a built-in corpus without its prefix. */
  public String builtinName() {
    return name.substring(BUILTIN_PREFIX.length());
  }
}
