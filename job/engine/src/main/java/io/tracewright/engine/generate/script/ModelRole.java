package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.random.LawSampler;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Model;

/**
 * A model of the catalogue, prepared for playing.
 *
 * @param index place in the catalogue
 */
record ModelRole(
    int index,
    Model model,
    String operation,
    LawSampler promptTokens,
    LawSampler completionTokens,
    LawSampler firstTokenMs,
    LawSampler tokensPerSecond) {

  static ModelRole of(int index, Model model, Streams random) {
    return new ModelRole(
        index,
        model,
        "chat " + model.name(),
        LawSampler.of(model.promptTokens(), random),
        LawSampler.of(model.completionTokens(), random),
        LawSampler.of(model.timeToFirstTokenMs(), random),
        LawSampler.of(model.tokensPerSecond(), random));
  }

  /** What a call costs, US dollars: cached prompt tokens have a price of their own. */
  double costUsd(int promptTokens, int cachedTokens, int completionTokens) {
    return ((promptTokens - cachedTokens) * model.inputUsdPerMillionTokens()
            + cachedTokens * model.cachedInputUsdPerMillionTokens()
            + completionTokens * model.outputUsdPerMillionTokens())
        / 1_000_000;
  }
}
