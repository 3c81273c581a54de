package io.tracewright.engine.generate.script;

import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.random.CorrelatedScores;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Dependence;
import io.tracewright.model.run.Calibration.SolvedDependence;
import java.util.List;

/**
 * Makes a workload's traces fit asked rank correlations.
 *
 * <p>Each trace has a normal score for each variable, correlated as was solved for before the run.
 * The scores of tools and cost shape the trace while it is told (how many calls, which model);
 * those of tokens and latency shape it afterwards: token counts and times are scaled so that their
 * totals are the quantiles that belong to the scores. Marginal laws stay what they would be without
 * steering, because the quantile functions were measured there, on traces that neither an incident
 * nor an anomaly shapes: only those are scaled.
 */
final class Steering {
  private final CorrelatedScores correlated;
  private final double[] scores;
  private final int tokens;
  private final int latency;
  private final int cost;
  private final int tools;
  private final double[] tokenQuantiles;
  private final double[] latencyQuantilesMs;

  Steering(Dependence asked, SolvedDependence solved, Streams random) {
    List<String> variables = asked.variables();
    correlated = CorrelatedScores.of(solved.latent(), random);
    scores = new double[variables.size()];
    tokens = variables.indexOf("tokens");
    latency = variables.indexOf("latency");
    cost = variables.indexOf("cost");
    tools = variables.indexOf("tools");
    tokenQuantiles = solved.tokens().stream().mapToDouble(Double::doubleValue).toArray();
    latencyQuantilesMs = solved.latencyMs().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Draws the scores of the trace that is to be told. */
  void draw() {
    correlated.draw(scores);
  }

  /** Whether the number of tool calls follows a score. */
  boolean steersTools() {
    return tools >= 0;
  }

  /** Place of the trace among all by number of tool calls, 0 to 1. */
  double toolsPlace() {
    return place(scores[tools]);
  }

  boolean steersCost() {
    return cost >= 0;
  }

  /** Place of the trace's model among all by price, 0 to 1. */
  double costPlace() {
    return place(scores[cost]);
  }

  /**
   * Scales what was told. Not for traces that an incident or an anomaly shapes: there it would undo
   * what makes them odd.
   */
  void fit(TraceClock told, List<ModelRole> models) {
    if (tokens >= 0) {
      fitTokens(told, models);
    }
    if (latency >= 0) {
      double wantedUs = 1000 * quantile(latencyQuantilesMs, place(scores[latency]));
      told.stretch(wantedUs / told.span(0).durationUs);
    }
  }

  private void fitTokens(TraceClock told, List<ModelRole> models) {
    long total = 0;
    for (int i = 0; i < told.size(); i++) {
      if (told.span(i).errorType.equals("context_length_exceeded")) {
        return; // Its prompt is what it says it is.
      }
      total += told.span(i).promptTokens + (long) told.span(i).completionTokens;
    }
    if (total == 0) {
      return;
    }
    double factor = quantile(tokenQuantiles, place(scores[tokens])) / total;
    for (int i = 0; i < told.size(); i++) {
      SpanDraft span = told.span(i);
      if (span.model == null) {
        continue;
      }
      int limit = span.model.contextTokens();
      span.promptTokens =
          (int) Math.min(limit, Math.max(1, Math.round(span.promptTokens * factor)));
      long cached = Math.min(span.promptTokens, Math.round(span.cachedTokens * factor));
      span.cachedTokens = (int) ModelCalls.wholeBlocks(cached);
      if (span.completionTokens > 0) {
        long scaled = Math.max(1, Math.round(span.completionTokens * factor));
        span.completionTokens = (int) Math.min(Math.max(1, limit - span.promptTokens), scaled);
      }
      if (span.costUsd > 0) {
        span.costUsd =
            models
                .get(span.modelIndex)
                .costUsd(span.promptTokens, span.cachedTokens, span.completionTokens);
      }
    }
  }

  private static double quantile(double[] quantiles, double place) {
    double at = place * (quantiles.length - 1);
    int below = Math.min((int) at, quantiles.length - 2);
    return quantiles[below] + (at - below) * (quantiles[below + 1] - quantiles[below]);
  }

  /**
   * The standard normal distribution function (Zelen and Severo 1964, Abramowitz and Stegun
   * 26.2.17), exact to 7.5e-8: enough for a place among thousands.
   */
  static double place(double score) {
    double t = 1 / (1 + 0.2316419 * Math.abs(score));
    double tail =
        0.3989422804014327
            * StrictMath.exp(-score * score / 2)
            * t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    double place = score > 0 ? 1 - tail : tail;
    return Math.min(Math.max(place, 0), 0x1.fffffffffffffp-1);
  }
}
