package io.tracewright.engine.generate.content;

import io.tracewright.engine.generate.draft.Exchange;
import io.tracewright.engine.generate.draft.TraceContext;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Prompts and responses, ready to be copied into rows.
 *
 * <p>A workload draws from the corpora that it names, by their weights, else from all of the run;
 * of these from the records of its category, or from all records where there are none. A share of
 * conversations speaks in the templates of the workload's domain instead.
 *
 * <p>What a conversation is about follows from its identifier alone, so that its traces hold
 * together wherever they are made; as it gets older it goes on from record to record.
 */
public final class Content {
  /** A conversation goes on to the next record after so many milliseconds. */
  private static final long RECORD_MS = 10_000;

  private final IdentityHashMap<Workload, Source> sources = new IdentityHashMap<>();

  /**
   * Prepares the texts of a run.
   *
   * @throws IllegalArgumentException if there is no record, or if the profile names a corpus or a
   *     slot that there is not
   */
  public Content(WorkloadProfile profile, List<LoadedCorpus> corpora) {
    Library library = new Library(profile, corpora);
    for (Workload workload : profile.workloads()) {
      sources.put(workload, library.source(workload));
    }
  }

  /** What a trace says; of the context it reads workload, conversation and age. */
  public Exchange draw(TraceContext context) {
    return sources
        .get(context.workload)
        .draw(context.conversation, (int) (context.sessionAgeMs / RECORD_MS));
  }

  /**
   * Where the texts of one workload come from.
   *
   * @param templates null: the domain has none
   * @param templateShare share of conversations that speak in templates, 0 to 1
   * @param pools one for each corpus, or one for all
   * @param weights relative frequencies of the pools, running sums
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Source(Pool templates, double templateShare, List<Pool> pools, double[] weights) {
    private static final double UNIT = 0x1.0p-53;

    Exchange draw(long conversation, int further) {
      long bits = Streams.mix(conversation);
      if (templates != null && unit(bits) < templateShare) {
        return templates.at(unit(bits + 1), further);
      }
      double drawn = unit(bits + 2) * weights[weights.length - 1];
      int pool = 0;
      while (pool < weights.length - 1 && drawn >= weights[pool]) {
        pool++;
      }
      return pools.get(pool).at(unit(bits + 3), further);
    }

    private static double unit(long bits) {
      return (Streams.mix(bits) >>> 11) * UNIT;
    }
  }
}
