package io.tracewright.clickhouse.embedded;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ClickHouse's HTTP interface: {@code /ping}, {@code /replicas_status} and queries at {@code /}.
 */
final class QueryHandler extends Handler.Abstract {

  private static final Logger LOG = LoggerFactory.getLogger(QueryHandler.class);

  private final Engine engine;
  private final QueryRunner runner;
  private final QueryGate gate;
  private final BodyMemory bodyMemory;
  private final ServerOptions options;

  QueryHandler(
      Engine engine,
      QueryRunner runner,
      QueryGate gate,
      BodyMemory bodyMemory,
      ServerOptions options) {
    this.engine = engine;
    this.runner = runner;
    this.gate = gate;
    this.bodyMemory = bodyMemory;
    this.options = options;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    boolean reading =
        HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
    boolean posting = HttpMethod.POST.is(request.getMethod());
    Optional<String> refusal =
        PageGuard.refusal(request.getHeaders(), EmbeddedServer.hostInUrl(options.host()));
    if (refusal.isPresent()) {
      answer(response, callback, 403, refusal.get());
    } else if (!reading && !posting) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, POST");
      answer(response, callback, 405, "Use GET, HEAD or POST.\n");
    } else if (path.equals("/ping") || path.equals("/replicas_status")) {
      answer(response, callback, 200, "Ok.\n");
    } else if (!path.equals("/")) {
      answer(
          response,
          callback,
          404,
          "There is no handle "
              + path
              + "\n\nUse / or /ping for health checks.\nSend queries with POST or GET /?query=...\n");
    } else if (reading && request.getHttpURI().getQuery() == null) {
      answer(response, callback, 200, "Ok.\n");
    } else {
      query(
          request,
          reading,
          new QueryResponse(response, callback, engine, options.displayName()),
          callback);
    }
    return true;
  }

  @SuppressWarnings("try") // the pass is only held
  private void query(Request request, boolean readOnly, QueryResponse response, Callback callback) {
    try (RequestBody body = new RequestBody(bodyMemory, options.maxBodyBytes())) {
      Fields url = Request.extractQueryParameters(request);
      QueryParameters parameters = QueryParameters.of(url, request.getHeaders());
      response.queryId(parameters.queryId());
      BodyReader.read(request, parameters.decompress(), body);
      Optional<HttpCompression> encoding =
          parameters.httpCompression()
              ? HttpCompression.agreed(request.getHeaders().get(HttpHeader.ACCEPT_ENCODING))
              : Optional.empty();
      try (QueryGate.Pass pass = gate.enter()) {
        runner.run(parameters, body, readOnly, encoding, response);
      }
    } catch (EngineException e) {
      LOG.debug("{}", e.getMessage());
      BodyReader.discard(request);
      response.sendError(e);
    } catch (IOException e) {
      LOG.debug("the client went away: {}", e.toString());
      callback.failed(e);
    } catch (RuntimeException e) {
      LOG.error("cannot answer {}", request.getHttpURI().getPath(), e);
      callback.failed(e);
    }
  }

  private static void answer(Response response, Callback callback, int status, String text) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ContentTypes.PLAIN_TEXT);
    Content.Sink.write(response, true, text, callback);
  }
}
