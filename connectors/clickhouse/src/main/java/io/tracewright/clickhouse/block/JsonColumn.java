package io.tracewright.clickhouse.block;

import java.io.IOException;
import java.io.OutputStream;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values of type {@code JSON}, sent in one of two ways.
 *
 * <p><b>As paths:</b> declare each path of the documents once with {@link #path}, append a row's
 * values to the paths it has, then call {@link #endRow()}. The server stores the columns as they
 * come; nobody writes or parses JSON, which makes it about four times as fast. The path {@code a.b}
 * is the key {@code b} of the object under {@code a}. The server must know the "flattened"
 * serialization (version 3 of the Native format's JSON; seen on 26.7).
 *
 * <p><b>As text:</b> {@link #append(CharSequence)} takes a whole JSON object, which the server
 * parses (version 1). What the text holds is not checked here.
 *
 * <p>A column is used in one way for its whole life; the first call decides.
 */
public final class JsonColumn extends Column {
  private static final long TEXT_SERIALIZATION = 1;
  private static final long PATHS_SERIALIZATION = 3;
  private static final String EMPTY_OBJECT = "{}";

  private final StringColumn texts;
  private final SortedMap<String, JsonPath> paths = new TreeMap<>();
  private final GrowableBytes header = new GrowableBytes();
  private int pathRows;

  JsonColumn(String name, TypeExpression type) {
    super(name, type);
    this.texts = new StringColumn(name, type);
  }

  /**
   * The column that takes the values of a path; declared at the first call, kept over resets.
   *
   * @param path keys from the top, joined by dots; not empty
   * @param pathType what the server's own parser would find: {@code String}, {@code Int64}, {@code
   *     Float64}, {@code Bool}, {@code Array(Nullable(String))} …; not Nullable, an absent value is
   *     simply not appended
   * @throws IllegalArgumentException if the type is not supported, differs from the declared one,
   *     or its column is of another class
   * @throws IllegalStateException if the block has rows already
   */
  public <C extends Column> C path(String path, String pathType, Class<C> expected) {
    JsonPath declared = paths.get(path);
    if (declared == null) {
      if (rows() > 0) {
        throw new IllegalStateException(
            "Column '" + name() + "': declare the path '" + path + "' before the first row.");
      }
      declared = new JsonPath(name(), path, TypeExpression.parse(pathType));
      paths.put(path, declared);
    } else if (!declared.hasType(pathType)) {
      throw invalid("the path '" + path + "' is declared with another type than " + pathType);
    }
    return declared.values().as(expected);
  }

  /**
   * Ends a row of paths; those without a new value are absent from its document.
   *
   * @throws IllegalStateException if a path has more than one new value
   */
  public void endRow() {
    for (JsonPath path : paths.values()) {
      path.endRow();
    }
    pathRows++;
  }

  /**
   * Appends a JSON object as text.
   *
   * @throws IllegalStateException if paths are declared
   */
  public void append(CharSequence json) {
    requireText();
    texts.append(json);
  }

  /**
   * Appends a JSON object as UTF-8 bytes.
   *
   * @throws IllegalStateException if paths are declared
   */
  public void append(byte[] source, int offset, int length) {
    requireText();
    texts.append(source, offset, length);
  }

  @Override
  public int rows() {
    return paths.isEmpty() ? texts.rows() : pathRows;
  }

  @Override
  public long sizeBytes() {
    long size = Long.BYTES + texts.sizeBytes();
    for (JsonPath path : paths.values()) {
      size += path.sizeBytes();
    }
    return size;
  }

  @Override
  public void appendDefault() {
    if (paths.isEmpty()) {
      texts.append(EMPTY_OBJECT);
    } else {
      endRow();
    }
  }

  @Override
  void reset() {
    texts.reset();
    paths.values().forEach(JsonPath::reset);
    pathRows = 0;
  }

  @Override
  void writePrefix(OutputStream out) throws IOException {
    if (paths.isEmpty()) {
      LittleEndian.writeLong(out, TEXT_SERIALIZATION);
      return;
    }
    LittleEndian.writeLong(out, PATHS_SERIALIZATION);
    header.clear();
    header.putVarUInt(paths.values().stream().filter(JsonPath::isPresent).count());
    for (JsonPath path : paths.values()) {
      if (path.isPresent()) {
        header.putString(path.path());
      }
    }
    header.writeTo(out);
    for (JsonPath path : paths.values()) {
      if (path.isPresent()) {
        path.writePrefix(out);
      }
    }
  }

  @Override
  void writeData(OutputStream out) throws IOException {
    if (paths.isEmpty()) {
      texts.writeData(out);
      return;
    }
    for (JsonPath path : paths.values()) {
      if (path.isPresent()) {
        path.writeData(out);
      }
    }
  }

  private void requireText() {
    if (!paths.isEmpty()) {
      throw new IllegalStateException(
          "Column '"
              + name()
              + "' has declared paths and takes no text: fill them and end the row.");
    }
  }
}
