package io.tracewright.model.profile;

import java.io.Serializable;

/**
 * An entry of the model catalogue.
 *
 * @param name value of {@code model_name}
 * @param version value of {@code model_version}
 * @param share share of traces that use it, 0 to 1
 * @param inputUsdPerMillionTokens price of prompt tokens, US dollars a million
 * @param outputUsdPerMillionTokens price of completion tokens, US dollars a million
 * @param cachedInputUsdPerMillionTokens price of prompt tokens whose prefix the model has seen in
 *     the call before, US dollars a million; null: as other prompt tokens
 * @param contextTokens context limit, tokens; prompts are cut there
 * @param promptTokens law of a first prompt's length, tokens
 * @param completionTokens law of an answer's length, tokens
 * @param timeToFirstTokenMs law of the time to the first token, milliseconds
 * @param tokensPerSecond law of the decoding speed, tokens a second
 * @param streaming share of calls whose answer is streamed, 0 to 1; null: 1
 * @param timeoutMs longest call, milliseconds: one that would take longer fails then with {@code
 *     timeout} and is tried again; 0: 60,000
 * @param loadSensitivity how much longer the first token takes at peak demand than at none, as a
 *     share of itself, at least 0
 */
public record Model(
    String name,
    String version,
    double share,
    double inputUsdPerMillionTokens,
    double outputUsdPerMillionTokens,
    Double cachedInputUsdPerMillionTokens,
    int contextTokens,
    Law promptTokens,
    Law completionTokens,
    Law timeToFirstTokenMs,
    Law tokensPerSecond,
    Double streaming,
    int timeoutMs,
    double loadSensitivity)
    implements Serializable {

  public Model {
    cachedInputUsdPerMillionTokens =
        cachedInputUsdPerMillionTokens == null
            ? Double.valueOf(inputUsdPerMillionTokens)
            : cachedInputUsdPerMillionTokens;
    streaming = streaming == null ? Double.valueOf(1) : streaming;
    timeoutMs = timeoutMs == 0 ? 60_000 : timeoutMs;
  }
}
