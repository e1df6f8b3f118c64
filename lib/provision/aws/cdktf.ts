/**
 * The one door to CDKTF and the AWS provider: nothing else in this project imports them, so that a move to CDK Terrain
 * (`cdktn`, `@cdktn/provider-aws`) changes this file alone. Sub-paths only: the provider's root import costs seconds.
 */
export { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
export { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
export { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
export { IamRole } from '@cdktf/provider-aws/lib/iam-role';
export { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
export { Instance } from '@cdktf/provider-aws/lib/instance';
export { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
export { Lb } from '@cdktf/provider-aws/lib/lb';
export { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
export { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
export { LbTargetGroupAttachment } from '@cdktf/provider-aws/lib/lb-target-group-attachment';
export { PlacementGroup } from '@cdktf/provider-aws/lib/placement-group';
export { AwsProvider, type AwsProviderConfig } from '@cdktf/provider-aws/lib/provider';
export { Route } from '@cdktf/provider-aws/lib/route';
export { RouteTable } from '@cdktf/provider-aws/lib/route-table';
export { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
export { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
export { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
export { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
export { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
export { S3Object } from '@cdktf/provider-aws/lib/s3-object';
export { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
export { Subnet } from '@cdktf/provider-aws/lib/subnet';
export { Vpc } from '@cdktf/provider-aws/lib/vpc';
export { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
export { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
export { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
export { App, type ITerraformDependable, TerraformOutput, TerraformResource, TerraformStack } from 'cdktf';
export { Construct, type IConstruct } from 'constructs';
