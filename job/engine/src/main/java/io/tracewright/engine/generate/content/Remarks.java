package io.tracewright.engine.generate.content;

import io.tracewright.engine.generate.random.Streams;
import java.util.List;

/** What a model says when nothing is odd: beside a call that it asks for, or before its answer. */
final class Remarks {
  private final byte[][] besideCalls =
      all(
          List.of(
              "I'll ", "Let me ", "First I'll ", "Next I'll ", "I need to ", "To be sure, I'll "),
          List.of(
              "look that up.",
              "check the current state.",
              "fetch the details.",
              "query the data.",
              "verify this before I go on.",
              "run that now."));

  private final byte[][] withAnswers =
      all(
          List.of("Here is ", "This is ", "Below is ", "I've put together ", "You'll find "),
          List.of(
              "what I found.",
              "the answer to your question.",
              "the result.",
              "a short summary.",
              "where things stand.",
              "what I would do next."));

  private static byte[][] all(List<String> openings, List<String> endings) {
    return openings.stream()
        .flatMap(opening -> endings.stream().map(ending -> JsonText.preview(opening + ending)))
        .toArray(byte[][]::new);
  }

  /** A remark of a call that ended so, the inside of a JSON string. */
  byte[] draw(String finishReason, Streams random) {
    byte[][] choice = finishReason.equals("tool_calls") ? besideCalls : withAnswers;
    return choice[random.nextInt(choice.length)];
  }
}
