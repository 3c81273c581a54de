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
 * @param contextTokens context limit, tokens; prompts are cut there
 * @param promptTokens law of a first prompt's length, tokens
 * @param completionTokens law of an answer's length, tokens
 * @param timeToFirstTokenMs law of the time to the first token, milliseconds
 * @param tokensPerSecond law of the decoding speed, tokens a second
 */
public record Model(
    String name,
    String version,
    double share,
    double inputUsdPerMillionTokens,
    double outputUsdPerMillionTokens,
    int contextTokens,
    Law promptTokens,
    Law completionTokens,
    Law timeToFirstTokenMs,
    Law tokensPerSecond)
    implements Serializable {}
