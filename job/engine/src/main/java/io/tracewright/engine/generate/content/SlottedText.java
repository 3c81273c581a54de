package io.tracewright.engine.generate.content;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text taken apart at its slots, which look like {@code {order_id}}.
 *
 * @param pieces what stands around the slots, one more than there are slots
 * @param slots names of the slots in their order
 */
record SlottedText(List<String> pieces, List<String> slots) {
  private static final Pattern SLOT = Pattern.compile("\\{([a-z][a-z0-9_]*)\\}");

  static SlottedText of(String text) {
    List<String> pieces = new ArrayList<>();
    List<String> slots = new ArrayList<>();
    int from = 0;
    for (Matcher slot = SLOT.matcher(text); slot.find(); from = slot.end()) {
      pieces.add(text.substring(from, slot.start()));
      slots.add(slot.group(1));
    }
    pieces.add(text.substring(from));
    return new SlottedText(pieces, slots);
  }

  /** The pieces, escaped for the inside of a JSON string. */
  byte[][] escapedPieces() {
    return pieces.stream().map(JsonText::full).toArray(byte[][]::new);
  }
}
