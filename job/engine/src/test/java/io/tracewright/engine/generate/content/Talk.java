package io.tracewright.engine.generate.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracewright.engine.generate.draft.SpanDraft;
import io.tracewright.engine.generate.draft.SpanDraft.Kind;
import io.tracewright.engine.generate.draft.TraceContext;
import io.tracewright.engine.generate.random.Streams;
import io.tracewright.model.corpus.CorpusRecord;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.Tool;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.CorpusRef;
import io.tracewright.model.span.SpanBatch;
import java.util.List;
import java.util.stream.IntStream;

/** A small shop's profile, and the rows of traces that are put together by hand. */
final class Talk {
  static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private static final String SHOP =
      """
      {'schema_version': 1, 'name': 'shop',
       'tenants': [{'id': 'acme', 'share': 0.5}, {'id': 'dach', 'share': 0.5, 'residency': 'eu'}],
       'workloads': [
         {'name': 'orders', 'category': 'tool_use', 'domain': 'ecommerce', 'share': 0.6},
         {'name': 'chat', 'category': 'simple_chat', 'share': 0.4}],
       'models': [{'name': 'm-1', 'version': '1', 'share': 1, 'context_tokens': 8000}],
       'tools': [
         {'name': 'lookup', 'type': 'query', 'auth': 'oauth2',
          'replication_lag_ms': {'family': 'constant', 'value': 20},
          'arguments': [
            {'name': 'order_id', 'pattern': 'ORD-######'},
            {'name': 'limit', 'law': {'family': 'uniform', 'min': 1, 'max': 100}},
            {'name': 'kind', 'values': ['full', 'brief']}],
          'result': [
            {'name': 'order_id', 'pattern': 'ORD-######'},
            {'name': 'total', 'law': {'family': 'lognormal', 'median': 60, 'sigma': 1},
             'decimals': 2},
            {'name': 'state', 'values': ['open', 'shipped', 'lost \\"at sea\\"']}]},
         {'name': 'pay', 'type': 'action',
          'arguments': [{'name': 'limit', 'values': ['none', 'daily']}],
          'result': [{'name': 'receipt', 'pattern': '??-####-**'}]},
         {'name': 'ping', 'type': 'external_api'}],
       'domains': [
         {'name': 'ecommerce', 'compliance': ['pci_dss'], 'template_share': 0.5,
          'fields': [
            {'name': 'order_id', 'pattern': 'ORD-######'},
            {'name': 'cart_value', 'law': {'family': 'lognormal', 'median': 62, 'sigma': 0.8},
             'decimals': 2},
            {'name': 'product', 'values': ['lamp', 'chair \\"Ö\\"', 'teapot']}],
          'templates': [
            {'prompt': 'Where is {order_id}?', 'response': '{order_id} ({product}) is on its way.'},
            {'prompt': 'Refund {cart_value}, the {product} broke: {order_id}. \
      Please hurry, I have been waiting for so long that I lost count of the days.', 'response': 'Done.'}]}]}
      """;

  final WorkloadProfile profile;
  final Streams random = new Streams();
  final TraceContext context = new TraceContext();
  final SpanBatch batch = new SpanBatch();
  private final Content content;
  private final Metadata metadata;

  Talk(WorkloadProfile profile, List<LoadedCorpus> corpora) {
    this.profile = profile;
    this.content = new Content(profile, corpora);
    this.metadata = new Metadata(profile, random);
    begin(1);
  }

  static WorkloadProfile shop() {
    return ModelJson.read(SHOP.replace('\'', '"'), WorkloadProfile.class);
  }

  static Talk ofShop() {
    return new Talk(shop(), List.of(corpus("a", 50)));
  }

  /** A corpus of so many records of the category {@code tool_use}, named by number. */
  static LoadedCorpus corpus(String name, int records) {
    return new LoadedCorpus(
        new CorpusRef(name, 1, ""),
        IntStream.range(0, records)
            .mapToObj(i -> new CorpusRecord("" + i, "tool_use", "q" + i, "a" + i, "{}"))
            .toList());
  }

  /** Sets the context to that of a conversation's first message. */
  void begin(long number) {
    begin(number, 0);
  }

  /** The same, of any workload. */
  void begin(long number, int workload) {
    random.seed(1, Streams.Purpose.TRACE, number);
    context.trace = number;
    context.workload = profile.workloads().get(workload);
    context.tenant = profile.tenants().get((int) Math.floorMod(number, 2L));
    context.persona = profile.personas().get(0);
    context.timeZone = "Europe/Berlin";
    context.conversation = Streams.mix(number);
    context.sessionAgeMs = 0;
    context.exchange = content.draw(context);
  }

  static SpanDraft span(Kind kind) {
    SpanDraft span = new SpanDraft();
    span.reset(0, kind, "operation", 0);
    span.turn = 1;
    return span;
  }

  static SpanDraft root() {
    SpanDraft span = span(Kind.AGENT);
    span.parent = -1;
    return span;
  }

  SpanDraft call(String tool) {
    SpanDraft span = span(Kind.TOOL_CALL);
    span.tool = tool(tool);
    return span;
  }

  Tool tool(String name) {
    return profile.tools().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  /** Writes a span and reads its row back. */
  Row write(SpanDraft span) {
    int row = batch.requestMetadata.size();
    metadata.write(context, span, batch);
    return new Row(parse(batch.requestMetadata.get(row)), parse(batch.responseMetadata.get(row)));
  }

  /** Writes a span and leaves it there. */
  void append(SpanDraft span) {
    metadata.write(context, span, batch);
  }

  static JsonNode parse(String json) {
    try {
      JsonNode object = JSON.readTree(json);
      if (!object.isObject()) {
        throw new AssertionError("not an object: " + json);
      }
      return object;
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }

  /**
   * A row.
   *
   * @param request {@code request_metadata}
   * @param response {@code response_metadata}
   */
  record Row(JsonNode request, JsonNode response) {}
}
