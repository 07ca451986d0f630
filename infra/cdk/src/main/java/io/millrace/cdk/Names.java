// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import software.amazon.awscdk.Fn;

/**
 * The physical names: explicit, so that a person can guess them and a policy can name a resource
 * that does not exist yet.
 */
final class Names {

  private Names() {}

  /** {@code <stack>-<what>}: unique in an account and region. */
  static String inRegion(String what) {
    return Fn.sub("${AWS::StackName}-" + what);
  }

  /** {@code <stack>-<what>-<account>-<region>}: unique in the world, as a bucket has to be. */
  static String inTheWorld(String what) {
    return Fn.sub(worldwide(what));
  }

  /** The ARN of a bucket by its name, for a policy that the bucket itself depends on. */
  static String bucketArn(String what) {
    return Fn.sub("arn:${AWS::Partition}:s3:::" + worldwide(what));
  }

  /** The ARN of a function by its short name. */
  static String functionArn(String what) {
    return regional("lambda", "function:${AWS::StackName}-" + what);
  }

  /** The ARN of a function's alias, by the function's short name. */
  static String aliasArn(String function) {
    return functionArn(function + ":" + Release.ALIAS);
  }

  /** The ARN of an alarm by its short name. */
  static String alarmArn(String what) {
    return regional("cloudwatch", "alarm:${AWS::StackName}-" + what);
  }

  /** The ARN of a function's deployment group. */
  static String deploymentGroupArn(String function) {
    return regional(
        "codedeploy", "deploymentgroup:${AWS::StackName}/${AWS::StackName}-" + function);
  }

  /** Lambda's own name for the log group of a function. */
  static String logGroup(String function) {
    return Fn.sub("/aws/lambda/${AWS::StackName}-" + function);
  }

  private static String regional(String service, String resource) {
    return Fn.sub(
        "arn:${AWS::Partition}:" + service + ":${AWS::Region}:${AWS::AccountId}:" + resource);
  }

  private static String worldwide(String what) {
    return "${AWS::StackName}-" + what + "-${AWS::AccountId}-${AWS::Region}";
  }
}
