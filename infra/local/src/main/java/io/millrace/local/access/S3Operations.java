// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import io.millrace.local.gateway.Call;
import io.millrace.local.s3.S3Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * S3, whose operations are methods, paths and query parameters. [Service Authorization Reference,
 * Amazon S3]
 */
final class S3Operations {

  /** Sub-resources of an object: operation names end in them, and actions too. */
  private static final Map<String, String> OBJECT_PARTS =
      Map.of(
          "acl", "ObjectAcl",
          "attributes", "ObjectAttributes",
          "legal-hold", "ObjectLegalHold",
          "retention", "ObjectRetention",
          "tagging", "ObjectTagging",
          "torrent", "ObjectTorrent");

  /** Sub-resources of a bucket: the name in the operation, the name in the action. */
  private static final Map<String, List<String>> BUCKET_PARTS =
      Map.ofEntries(
          Map.entry("acl", List.of("BucketAcl", "BucketAcl")),
          Map.entry("cors", List.of("BucketCors", "BucketCORS")),
          Map.entry("encryption", List.of("BucketEncryption", "EncryptionConfiguration")),
          Map.entry("lifecycle", List.of("BucketLifecycleConfiguration", "LifecycleConfiguration")),
          Map.entry("location", List.of("BucketLocation", "BucketLocation")),
          Map.entry("logging", List.of("BucketLogging", "BucketLogging")),
          Map.entry(
              "notification", List.of("BucketNotificationConfiguration", "BucketNotification")),
          Map.entry(
              "ownershipControls", List.of("BucketOwnershipControls", "BucketOwnershipControls")),
          Map.entry("policy", List.of("BucketPolicy", "BucketPolicy")),
          Map.entry("publicAccessBlock", List.of("PublicAccessBlock", "BucketPublicAccessBlock")),
          Map.entry("tagging", List.of("BucketTagging", "BucketTagging")),
          Map.entry("versioning", List.of("BucketVersioning", "BucketVersioning")));

  private S3Operations() {}

  static Operation of(Call call) {
    S3Address address = S3Address.of(call.header("Host").orElse(""), call.rawPath());
    if (address.bucket().isEmpty()) {
      return Operation.of("ListBuckets", Need.of("s3:ListAllMyBuckets", "*"));
    }
    return address.isObject() ? object(call, arn(address)) : bucket(call, arn(address));
  }

  /** Where the permission to list stands for an object: its bucket. */
  static Need listing(Call call) {
    S3Address address = S3Address.of(call.header("Host").orElse(""), call.rawPath());
    return Need.of("s3:ListBucket", "arn:aws:s3:::" + address.bucket());
  }

  private static String arn(S3Address address) {
    String bucket = "arn:aws:s3:::" + address.bucket();
    return address.isObject() ? bucket + "/" + address.key() : bucket;
  }

  private static Operation object(Call call, String arn) {
    Map<String, String> query = call.query();
    String method = call.method();
    if (query.containsKey("uploads")) {
      return on("CreateMultipartUpload", "PutObject", arn);
    }
    if (query.containsKey("uploadId")) {
      return switch (method) {
        case "PUT" ->
            copySource(call)
                .map(source -> copy("UploadPartCopy", source, arn))
                .orElseGet(() -> on("UploadPart", "PutObject", arn));
        case "POST" -> on("CompleteMultipartUpload", "PutObject", arn);
        case "DELETE" -> on("AbortMultipartUpload", "AbortMultipartUpload", arn);
        default -> on("ListParts", "ListMultipartUploadParts", arn);
      };
    }
    for (Map.Entry<String, String> part : OBJECT_PARTS.entrySet()) {
      if (query.containsKey(part.getKey())) {
        String name = verb(method) + part.getValue();
        return on(name, name, arn);
      }
    }
    String version = query.containsKey("versionId") ? "Version" : "";
    return switch (method) {
      case "GET" -> on("GetObject", "GetObject" + version, arn);
      case "HEAD" -> on("HeadObject", "GetObject" + version, arn);
      case "DELETE" -> on("DeleteObject", "DeleteObject" + version, arn);
      case "PUT" ->
          copySource(call)
              .map(source -> copy("CopyObject", source, arn))
              .orElseGet(() -> on("PutObject", "PutObject", arn));
      default -> on("PostObject", "PutObject", arn);
    };
  }

  private static Operation copy(String name, String source, String arn) {
    return Operation.of(name, Need.of("s3:GetObject", source), Need.of("s3:PutObject", arn));
  }

  private static Optional<String> copySource(Call call) {
    return call.header("x-amz-copy-source")
        .map(source -> Call.decode(source.replaceFirst("\\?.*", "")))
        .map(source -> "arn:aws:s3:::" + source.replaceFirst("^/", ""));
  }

  private static Operation bucket(Call call, String arn) {
    Map<String, String> query = call.query();
    for (Map.Entry<String, List<String>> part : BUCKET_PARTS.entrySet()) {
      if (query.containsKey(part.getKey())) {
        String verb = verb(call.method());
        return on(verb + part.getValue().getFirst(), verb + part.getValue().getLast(), arn);
      }
    }
    if (query.containsKey("uploads")) {
      return on("ListMultipartUploads", "ListBucketMultipartUploads", arn);
    }
    if (query.containsKey("versions")) {
      return on("ListObjectVersions", "ListBucketVersions", arn);
    }
    return switch (call.method()) {
      case "PUT" -> on("CreateBucket", "CreateBucket", arn);
      case "DELETE" -> on("DeleteBucket", "DeleteBucket", arn);
      case "HEAD" -> on("HeadBucket", "ListBucket", arn);
      case "POST" -> deleteObjects(arn);
      default -> list(query, arn);
    };
  }

  /** Each key needs the permission; asked for all of them, since they stand in the body. */
  private static Operation deleteObjects(String arn) {
    return on("DeleteObjects", "DeleteObject", arn + "/*");
  }

  private static Operation list(Map<String, String> query, String arn) {
    String name = query.containsKey("list-type") ? "ListObjectsV2" : "ListObjects";
    List<Need> needs = new ArrayList<>();
    needs.add(
        new Need("s3:ListBucket", arn, Map.of("s3:prefix", query.getOrDefault("prefix", ""))));
    return new Operation(name, needs);
  }

  private static String verb(String method) {
    return switch (method) {
      case "PUT" -> "Put";
      case "DELETE" -> "Delete";
      default -> "Get";
    };
  }

  private static Operation on(String name, String action, String arn) {
    return Operation.of(name, Need.of("s3:" + action, arn));
  }
}
