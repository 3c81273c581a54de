package io.tracewright.engine.generate.content;

import io.tracewright.engine.generate.draft.Exchange;
import io.tracewright.model.corpus.CorpusRecord;
import io.tracewright.model.profile.DomainPack;
import io.tracewright.model.profile.Field;
import io.tracewright.model.profile.WeightedCorpus;
import io.tracewright.model.profile.Workload;
import io.tracewright.model.profile.WorkloadProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All texts of a run as rows quote them, and which of them a workload may use. */
final class Library {
  private final WorkloadProfile profile;

  /** A text as rows quote it; null: they do not. */
  private final Function<String, byte[]> quote;

  /** Records by the name of their corpus, in the order of the run. */
  private final Map<String, List<Quoted>> corpora = new LinkedHashMap<>();

  private final Map<List<Exchange>, Pool> pools = new LinkedHashMap<>();

  Library(WorkloadProfile profile, List<LoadedCorpus> loaded) {
    this.profile = profile;
    this.quote =
        switch (profile.content().level()) {
          case "full" -> text -> CardNumbers.spoil(JsonText.full(text));
          case "preview" -> text -> CardNumbers.spoil(JsonText.preview(text));
          case "none" -> null;
          default ->
              throw new IllegalArgumentException(
                  "unknown content level '" + profile.content().level() + "'");
        };
    for (LoadedCorpus corpus : loaded) {
      List<Quoted> records =
          corpora.computeIfAbsent(corpus.ref().name(), name -> new ArrayList<>());
      for (CorpusRecord record : corpus.records()) {
        records.add(new Quoted(record.workloadType(), exchange(corpus.ref().label(), record)));
      }
    }
    if (corpora.isEmpty()) {
      throw new IllegalArgumentException("no corpus: a run needs at least one corpus record");
    }
  }

  private Exchange exchange(String version, CorpusRecord record) {
    return new Exchange(
        version, record.recordId(), plain(record.prompt()), plain(record.response()));
  }

  private Exchange.Text plain(String text) {
    return quote == null ? null : Exchange.Text.plain(quote.apply(text));
  }

  Content.Source source(Workload workload) {
    List<Pool> drawn = new ArrayList<>();
    double[] weights = new double[Math.max(1, workload.corpora().size())];
    if (workload.corpora().isEmpty()) {
      List<Quoted> all = corpora.values().stream().flatMap(List::stream).toList();
      drawn.add(pool(ofCategory(all, workload.category())));
      weights[0] = 1;
    }
    double sum = 0;
    for (WeightedCorpus corpus : workload.corpora()) {
      sum += corpus.weight();
      weights[drawn.size()] = sum;
      drawn.add(pool(ofCategory(named(workload, corpus.name()), workload.category())));
    }
    DomainPack domain = profile.domain(workload.domain());
    boolean templates = domain != null && !domain.templates().isEmpty();
    return new Content.Source(
        templates ? pool(templates(domain)) : null,
        templates ? domain.templateShare() : 0,
        drawn,
        weights);
  }

  private List<Quoted> named(Workload workload, String name) {
    List<Quoted> records = corpora.get(name);
    if (records == null) {
      throw new IllegalArgumentException(
          "workload '"
              + workload.name()
              + "' draws from corpus '"
              + name
              + "', the run has "
              + String.join(", ", corpora.keySet()));
    }
    return records;
  }

  private static List<Exchange> ofCategory(List<Quoted> records, String category) {
    List<Quoted> fitting =
        records.stream().filter(record -> record.category.equals(category)).toList();
    return (fitting.isEmpty() ? records : fitting).stream().map(Quoted::exchange).toList();
  }

  /** Workloads that draw from the same records share their table. */
  private Pool pool(List<Exchange> records) {
    return pools.computeIfAbsent(
        records, shared -> new Pool(shared, profile.content().diversity()));
  }

  private List<Exchange> templates(DomainPack domain) {
    List<Exchange> exchanges = new ArrayList<>();
    for (DomainPack.Template template : domain.templates()) {
      int number = exchanges.size() + 1;
      exchanges.add(
          new Exchange(
              "domain:" + domain.name() + "@1",
              "template-" + number,
              slotted(domain, number, template.prompt()),
              slotted(domain, number, template.response())));
    }
    return exchanges;
  }

  private Exchange.Text slotted(DomainPack domain, int number, String text) {
    SlottedText parts = SlottedText.of(text);
    List<String> names = domain.fields().stream().map(Field::name).toList();
    for (String slot : parts.slots()) {
      if (!names.contains(slot)) {
        throw new IllegalArgumentException(
            "template "
                + number
                + " of domain '"
                + domain.name()
                + "' has a slot {"
                + slot
                + "}, its fields are "
                + String.join(", ", names));
      }
    }
    if (quote == null || parts.slots().isEmpty()) {
      return plain(text);
    }
    return new Exchange.Text(
        parts.escapedPieces(), parts.slots().stream().mapToInt(names::indexOf).toArray());
  }

  /** A record with the category that it illustrates. */
  private record Quoted(String category, Exchange exchange) {}
}
