package io.tracewright.engine.generate.content;

import io.tracewright.engine.generate.draft.Exchange;
import io.tracewright.model.span.TextColumn;

/** Prompts and answers as the root of a trace quotes them, slots filled, cut to the level. */
final class RootTexts {
  private static final byte[] NOTHING = {};
  private static final byte[] SPACE = {' '};

  private final boolean whole;
  private final TextColumn scratch = new TextColumn();

  /**
   * Texts of a level.
   *
   * @param whole whether texts are quoted whole rather than as previews
   */
  RootTexts(boolean whole) {
    this.whole = whole;
  }

  /** Appends a text. */
  void write(Exchange.Text text, Fields fields, TextColumn json) {
    write(NOTHING, text, fields, json);
  }

  /** Appends a text after an opening of somebody else's. */
  void write(byte[] opening, Exchange.Text text, Fields fields, TextColumn json) {
    if (opening.length == 0 && text.slots() == 0) {
      json.append(text.piece(0));
      return;
    }
    scratch.clear();
    if (opening.length > 0) {
      scratch.append(opening).append(SPACE);
    }
    scratch.append(text.piece(0));
    for (int i = 0; i < text.slots(); i++) {
      fields.writeText(text.slot(i), scratch);
      scratch.append(text.piece(i + 1));
    }
    scratch.endRow();
    byte[] bytes = scratch.bytes();
    int end = scratch.end(0);
    int characters = whole ? JsonText.MAX_CHARACTERS : JsonText.PREVIEW_CHARACTERS;
    int cut = JsonText.cut(bytes, 0, end, characters);
    // What the cut leaves of a number may be one that passes.
    CardNumbers.spoil(bytes, 0, cut);
    json.append(bytes, 0, cut);
    if (cut < end) {
      json.append(JsonText.ELLIPSIS);
    }
  }
}
