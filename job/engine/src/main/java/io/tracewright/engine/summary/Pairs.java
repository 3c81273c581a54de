package io.tracewright.engine.summary;

import java.util.Arrays;

/** Numbers for pairs of numbers, from 0 in the order in which they come. Not thread-safe. */
final class Pairs {
  private static final int FIRST_SLOTS = 64;
  private static final int FREE = -1;

  private int[] slots = free(FIRST_SLOTS);
  private long[] pairs = new long[FIRST_SLOTS / 2];
  private int size;

  private static int[] free(int slots) {
    int[] free = new int[slots];
    Arrays.fill(free, FREE);
    return free;
  }

  /** The number of a pair, a new one when it is new. */
  int number(int first, int second) {
    long pair = ((long) first << Integer.SIZE) | second;
    int slot = slot(pair);
    if (slots[slot] != FREE) {
      return slots[slot];
    }
    if (size == pairs.length) {
      grow();
      slot = slot(pair);
    }
    slots[slot] = size;
    pairs[size] = pair;
    return size++;
  }

  /** First of the pair of a number. */
  int first(int number) {
    return (int) (pairs[number] >>> Integer.SIZE);
  }

  /** Second of the pair of a number. */
  int second(int number) {
    return (int) pairs[number];
  }

  int size() {
    return size;
  }

  void clear() {
    Arrays.fill(slots, FREE);
    size = 0;
  }

  private int slot(long pair) {
    int slot = (int) ((pair * 0x9e3779b97f4a7c15L) >>> 40) & (slots.length - 1);
    while (slots[slot] != FREE && pairs[slots[slot]] != pair) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private void grow() {
    pairs = Arrays.copyOf(pairs, 2 * pairs.length);
    slots = free(2 * slots.length);
    for (int number = 0; number < size; number++) {
      slots[slot(pairs[number])] = number;
    }
  }
}
