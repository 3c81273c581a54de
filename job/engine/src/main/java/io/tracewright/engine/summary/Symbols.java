package io.tracewright.engine.summary;

import java.util.Arrays;

/**
 * Numbers for names, from 0 in the order in which they come: counting by number takes an array
 * where counting by name would take a map. Not thread-safe.
 */
final class Symbols {
  private static final int FIRST_SLOTS = 64;

  private String[] slots = new String[FIRST_SLOTS];
  private int[] numbers = new int[FIRST_SLOTS];
  private String[] names = new String[FIRST_SLOTS / 2];
  private int size;

  /** The number of a name, a new one when it is new. */
  int number(String name) {
    int slot = slot(name);
    if (slots[slot] != null) {
      return numbers[slot];
    }
    if (size == names.length) {
      grow();
      slot = slot(name);
    }
    slots[slot] = name;
    numbers[slot] = size;
    names[size] = name;
    return size++;
  }

  /** The name of a number, 0 to {@code size() - 1}. */
  String name(int number) {
    return names[number];
  }

  /** How many names there are. */
  int size() {
    return size;
  }

  private int slot(String name) {
    int hash = name.hashCode();
    int slot = (hash ^ (hash >>> 15)) & (slots.length - 1);
    while (slots[slot] != null && !slots[slot].equals(name)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private void grow() {
    names = Arrays.copyOf(names, 2 * names.length);
    slots = new String[2 * slots.length];
    numbers = new int[slots.length];
    for (int number = 0; number < size; number++) {
      int slot = slot(names[number]);
      slots[slot] = names[number];
      numbers[slot] = number;
    }
  }
}
