package io.tracewright.engine.generate.content;

import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Field;
import io.tracewright.model.span.TextColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Fields with their values of the moment, written as members of a JSON object.
 *
 * <p>A field that also stands, equal in everything, in the fields around has the value that it has
 * there: a tool is called with the order number that the prompt names.
 */
final class Fields {
  private static final byte[] OPEN = {'{'};
  private static final byte[] CLOSE = {'}'};
  private static final byte[] COMMA = {','};
  private static final byte[] NULL_VALUE = {'n', 'u', 'l', 'l'};

  private final List<Field> fields;

  /** Fields around and their values, before its own. */
  private final List<Field> known;

  private final List<FieldValue> knownValues;

  /** Those that stand around all others. */
  private final Fields outermost;

  /** Bits of the present trace, of the outermost. */
  private long trace;

  private final byte[][] keys;
  private final FieldValue[] values;

  /** Whether a number is written as a string, since elsewhere the same path holds texts. */
  private final boolean[] asText;

  /** Values that are its own to draw. */
  private final FieldValue[] drawn;

  /**
   * Fields within others.
   *
   * @param mixed names whose path holds numbers here and texts there: all are written as texts
   * @param around null: none
   */
  Fields(List<Field> fields, Set<String> mixed, Fields around, Streams random) {
    this.fields = fields;
    this.outermost = around == null ? this : around.outermost;
    this.known = around == null ? new ArrayList<>() : new ArrayList<>(around.known);
    this.knownValues = around == null ? new ArrayList<>() : new ArrayList<>(around.knownValues);
    this.keys = new byte[fields.size()][];
    this.values = new FieldValue[fields.size()];
    this.asText = new boolean[fields.size()];
    List<FieldValue> own = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      int shared = known.indexOf(field);
      if (shared < 0) {
        known.add(field);
        knownValues.add(value(field, random));
        own.add(knownValues.get(knownValues.size() - 1));
      } else if (!field.pattern().isEmpty()) {
        knownValues.set(
            shared, new SharedValue(knownValues.get(shared), FieldValue.of(field, random)));
        own.add(knownValues.get(shared));
      }
      keys[i] = FieldValue.key(field.name());
      values[i] = knownValues.get(known.indexOf(field));
      asText[i] = mixed.contains(field.name());
    }
    this.drawn = own.toArray(new FieldValue[0]);
  }

  private FieldValue value(Field field, Streams random) {
    if (field.of().isEmpty() && field.atMost().isEmpty()) {
      return FieldValue.of(field, random);
    }
    return new DependentValue(
        field,
        field.of().stream().filter(name -> !name.equals(Field.TRACE)).map(this::named).toList(),
        field.atMost().isEmpty() ? null : named(field.atMost()),
        () -> outermost.trace,
        random);
  }

  /** The value of the nearest field of a name before. */
  private FieldValue named(String name) {
    for (int i = known.size() - 1; i >= 0; i--) {
      if (known.get(i).name().equals(name)) {
        return knownValues.get(i);
      }
    }
    throw new IllegalArgumentException("no field '" + name + "' stands before");
  }

  /** Begins a trace: what holds throughout it follows from these bits. */
  void beginTrace(long bits) {
    trace = bits;
  }

  /** Names that hold numbers in some of the lists and texts in others. */
  static Set<String> mixed(List<List<Field>> lists) {
    Set<String> numbers = new HashSet<>();
    Set<String> texts = new HashSet<>();
    for (List<Field> list : lists) {
      list.forEach(field -> (field.law() != null ? numbers : texts).add(field.name()));
    }
    numbers.retainAll(texts);
    return numbers;
  }

  boolean isEmpty() {
    return values.length == 0;
  }

  int size() {
    return values.length;
  }

  /** Name of a field. */
  String name(int index) {
    return fields.get(index).name();
  }

  /** Draws new values. */
  void draw() {
    for (FieldValue value : drawn) {
      value.draw();
    }
  }

  /** Draws new values that are about another entity than those around, if there can be one. */
  void drawElsewhere() {
    for (FieldValue value : drawn) {
      value.drawElsewhere();
    }
  }

  /** Bits that equal values of all fields have in common. */
  long hash() {
    long hash = 0;
    for (FieldValue value : values) {
      hash = Streams.mix(hash + value.hash());
    }
    return hash;
  }

  /** Appends the value of a field as the inside of a JSON string. */
  void writeText(int index, TextColumn json) {
    values[index].writeText(json);
  }

  /** Appends the first fields as a JSON object. */
  void write(int count, TextColumn json) {
    json.append(OPEN);
    writeMembers(count, -1, json);
    json.append(CLOSE);
  }

  /** Appends all fields as a JSON object with one member more. */
  void writeWith(byte[] member, TextColumn json) {
    json.append(OPEN);
    writeMembers(size(), -1, json);
    if (!isEmpty()) {
      json.append(COMMA);
    }
    json.append(member).append(CLOSE);
  }

  /** Appends all fields as a JSON object in which one has a wrong type. */
  void writeMalformed(int wrong, TextColumn json) {
    json.append(OPEN);
    writeMembers(size(), wrong, json);
    json.append(CLOSE);
  }

  private void writeMembers(int count, int wrong, TextColumn json) {
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        json.append(COMMA);
      }
      json.append(keys[i]);
      boolean quoted = asText[i] || !values[i].isNumber();
      if (i == wrong && quoted) {
        json.append(NULL_VALUE);
      } else if (quoted || i == wrong) {
        values[i].writeQuoted(json);
      } else {
        values[i].write(json);
      }
    }
  }
}
