package io.tracewright.model.corpus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.tracewright.model.text.BoundedReader;
import java.io.IOException;
import java.io.Reader;

/** Reads a JSON array of objects, one object at a time. */
record JsonArrayReader(RecordRules rules) implements FormatReader {

  @Override
  public void read(Reader text, Intake intake) throws IOException {
    BoundedReader bounded = new BoundedReader(text, MAX_RECORD_CHARS);
    long index = 0;
    try (JsonParser json = JsonRecords.MAPPER.getFactory().createParser(bounded)) {
      json.nextToken();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        index++;
        String place =
            "record " + index + " (line " + json.currentTokenLocation().getLineNr() + ")";
        JsonNode element = json.readValueAsTree();
        bounded.startRecord();
        try {
          intake.take(place, JsonRecords.of(element, RecordId.of(index)), rules);
        } catch (BadRecordException e) {
          intake.reject(place, e.getMessage());
        }
      }
      if (json.nextToken() != null) {
        throw new CorpusFormatException(
            "line " + json.currentTokenLocation().getLineNr() + ": text after the array");
      }
    } catch (BoundedReader.TooLongException e) {
      throw new CorpusFormatException("record " + index + ": " + e.getMessage(), e);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
      throw new CorpusFormatException(line + "malformed JSON: " + JsonRecords.reason(e), e);
    }
  }
}
