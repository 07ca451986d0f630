// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks;

import java.net.URI;
import software.amazon.awssdk.core.ClientEndpointProvider;
import software.amazon.awssdk.core.client.config.SdkClientConfiguration;
import software.amazon.awssdk.core.client.config.SdkClientOption;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.protocols.json.AwsJsonProtocol;
import software.amazon.awssdk.protocols.json.AwsJsonProtocolFactory;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.transform.PutItemRequestMarshaller;

/** The SDK's own way from a request to its body, without what its client does around that. */
public final class SdkBodies {

  private final PutItemRequestMarshaller marshaller =
      new PutItemRequestMarshaller(
          AwsJsonProtocolFactory.builder()
              .clientConfiguration(
                  SdkClientConfiguration.builder()
                      .option(
                          SdkClientOption.CLIENT_ENDPOINT_PROVIDER,
                          ClientEndpointProvider.create(URI.create("http://localhost"), false))
                      .build())
              .protocol(AwsJsonProtocol.AWS_JSON)
              .protocolVersion("1.0")
              .build());

  public SdkHttpFullRequest of(PutItemRequest request) {
    return marshaller.marshall(request);
  }
}
