package io.tracewright.clickhouse.block;

import java.util.Arrays;

/**
 * The distinct texts of one block in order of appearance, found by their UTF-8 bytes.
 *
 * <p>An open-addressing hash table with linear probing, never more than half full. Every text is
 * first written to the end of {@link #keys} in its wire form and taken back if it is known, so a
 * look-up makes no garbage and a key's bytes are already in place when the block is sent.
 */
final class Dictionary {
  private static final int INITIAL_SLOTS = 64;

  private final GrowableBytes keys = new GrowableBytes();

  /** Where each key ends in {@link #keys}. */
  private int[] ends = new int[INITIAL_SLOTS / 2];

  private int[] hashes = new int[INITIAL_SLOTS / 2];

  /** Index of the key plus one; 0 is a free slot. */
  private int[] slots = new int[INITIAL_SLOTS];

  private int size;

  int size() {
    return size;
  }

  GrowableBytes keys() {
    return keys;
  }

  int indexOf(CharSequence text) {
    int start = keys.size();
    keys.putString(text);
    return intern(start);
  }

  int indexOf(byte[] source, int offset, int length) {
    int start = keys.size();
    keys.putVarUInt(length);
    keys.putBytes(source, offset, length);
    return intern(start);
  }

  void clear() {
    keys.clear();
    size = 0;
    Arrays.fill(slots, 0);
  }

  private int intern(int start) {
    int hash = hash(keys.array(), start, keys.size());
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      int index = slots[slot] - 1;
      if (hashes[index] == hash && equalsKey(index, start)) {
        keys.truncate(start);
        return index;
      }
      slot = (slot + 1) & mask;
    }
    return add(slot, hash);
  }

  private int add(int slot, int hash) {
    if (size == ends.length) {
      grow();
      return add(freeSlot(hash), hash);
    }
    slots[slot] = size + 1;
    hashes[size] = hash;
    ends[size] = keys.size();
    return size++;
  }

  private void grow() {
    ends = Arrays.copyOf(ends, ends.length * 2);
    hashes = Arrays.copyOf(hashes, hashes.length * 2);
    slots = new int[slots.length * 2];
    for (int index = 0; index < size; index++) {
      slots[freeSlot(hashes[index])] = index + 1;
    }
  }

  private int freeSlot(int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean equalsKey(int index, int start) {
    int from = index == 0 ? 0 : ends[index - 1];
    byte[] bytes = keys.array();
    return Arrays.equals(bytes, from, ends[index], bytes, start, keys.size());
  }

  /** FNV-1a with a final mix, so that the low bits depend on all bytes. */
  private static int hash(byte[] bytes, int from, int to) {
    int hash = 0x811C9DC5;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * 0x01000193;
    }
    return hash ^ (hash >>> 15);
  }
}
