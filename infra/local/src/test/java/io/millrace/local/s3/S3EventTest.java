// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class S3EventTest {
  private final ObjectMapper json = new ObjectMapper();

  @Test
  @Rule(
      of = Subject.S3,
      property = "Event",
      page = "s3:notification-content-structure",
      says = "The event has the documented form, with eTag, size and sequencer.")
  void record_isTheDocumentedExample_butForWhatNamesAccountsAndRequests() throws IOException {
    S3Event event =
        new S3Event(
            "ObjectCreated:Put",
            Instant.EPOCH,
            "amzn-s3-demo-bucket",
            "HappyFace.jpg",
            "d41d8cd98f00b204e9800998ecf8427e",
            1024,
            "0055AED6DCD90281E5",
            "millrace",
            "127.0.0.1");

    JsonNode written = comparable(json.readTree(event.toJson("testConfigRule")));

    assertThat(written).isEqualTo(comparable(documented()));
  }

  @Test
  @Rule(
      of = Subject.S3,
      property = "key",
      page = "s3:notification-content-structure",
      says = "Keys are URL-encoded.")
  void key_isEncodedLikeAForm_butForItsSlashes() throws IOException {
    S3Event event =
        new S3Event(
            "ObjectCreated:Put",
            Instant.EPOCH,
            "b",
            "a b/ü+(1).jpg",
            "e",
            1,
            "01",
            "p",
            "127.0.0.1");

    assertThat(json.readTree(event.toJson("r")).at("/Records/0/s3/object/key").asText())
        .isEqualTo("a+b/%C3%BC%2B%281%29.jpg");
  }

  @Test
  @Rule(
      of = Subject.S3,
      property = "ObjectRemoved",
      page = "s3:notification-content-structure",
      says = "The event of a removal has neither size nor eTag.")
  void removal_hasNeitherSizeNorETag() throws IOException {
    S3Event event =
        new S3Event(
            "ObjectRemoved:Delete", Instant.EPOCH, "b", "k", "", -1, "01", "p", "127.0.0.1");

    JsonNode object = json.readTree(event.toJson("r")).at("/Records/0/s3/object");
    assertThat(object.has("size")).isFalse();
    assertThat(object.has("eTag")).isFalse();
  }

  private JsonNode documented() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/s3/object-created-put.json"))) {
      return json.readTree(in);
    }
  }

  /**
   * Without versions, which the local S3 does not keep, and with the random and owning ids blanked.
   */
  private static JsonNode comparable(JsonNode notification) {
    ObjectNode event = (ObjectNode) notification.path("Records").path(0);
    ((ObjectNode) event.path("userIdentity")).put("principalId", "");
    ObjectNode response = (ObjectNode) event.path("responseElements");
    response.put("x-amz-request-id", "").put("x-amz-id-2", "");
    ((ObjectNode) event.at("/s3/bucket/ownerIdentity")).put("principalId", "");
    ((ObjectNode) event.at("/s3/object")).remove("versionId");
    return notification;
  }
}
