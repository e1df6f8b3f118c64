"""Prints what an AWS API on AWS_ENDPOINT_URL holds, as JSON: the emulated deploys are compared with it."""

import json

import boto3

region = "us-east-1"
ec2 = boto3.client("ec2", region)
iam = boto3.client("iam", region)
s3 = boto3.client("s3", region)
tagging = boto3.client("resourcegroupstaggingapi", region)


def tags(resource):
    return {tag["Key"]: tag["Value"] for tag in resource.get("Tags", [])}


def attribute(instance, name):
    return ec2.describe_instance_attribute(InstanceId=instance, Attribute=name)


nats = {nat["NatGatewayId"] for nat in ec2.describe_nat_gateways()["NatGateways"] if nat["State"] != "deleted"}
subnets = {subnet["SubnetId"]: subnet for subnet in ec2.describe_subnets()["Subnets"]}


def instance_row(instance):
    ident = instance["InstanceId"]
    return {
        "id": ident,
        "stack": tags(instance).get("testbed-stack"),
        "tags": tags(instance),
        "state": instance["State"]["Name"],
        "address": instance.get("PrivateIpAddress"),
        "type": instance["InstanceType"],
        "subnet": subnets.get(instance.get("SubnetId"), {}).get("CidrBlock"),
        "zone": instance["Placement"]["AvailabilityZone"],
        "sourceDestCheck": attribute(ident, "sourceDestCheck")["SourceDestCheck"]["Value"],
        "userData": attribute(ident, "userData")["UserData"].get("Value"),
        "metadata": instance.get("MetadataOptions"),
        "profile": instance.get("IamInstanceProfile", {}).get("Arn"),
    }


def rule_row(rule, groups):
    return {
        "group": groups[rule["GroupId"]]["GroupName"],
        "direction": "egress" if rule["IsEgress"] else "ingress",
        "protocol": rule["IpProtocol"],
        "from": rule.get("FromPort", -1),
        "to": rule.get("ToPort", -1),
        "cidr": rule.get("CidrIpv4"),
        "peer": groups.get(rule.get("ReferencedGroupInfo", {}).get("GroupId"), {}).get("GroupName"),
        "stack": tags(groups[rule["GroupId"]]).get("testbed-stack"),
    }


def route_rows(instances):
    """Routes to instances: stack, range and name of the instance."""
    owners = {i["NetworkInterfaces"][0]["NetworkInterfaceId"]: tags(i) for i in instances if i.get("NetworkInterfaces")}
    return [
        {
            "stack": tags(table).get("testbed-stack"),
            "range": route["DestinationCidrBlock"],
            "node": owners.get(route["NetworkInterfaceId"], {}).get("Name"),
        }
        for table in ec2.describe_route_tables()["RouteTables"]
        for route in table["Routes"]
        if route.get("NetworkInterfaceId")
    ]


def role_row(role):
    names = iam.list_role_policies(RoleName=role["RoleName"])["PolicyNames"]
    policies = [iam.get_role_policy(RoleName=role["RoleName"], PolicyName=name)["PolicyDocument"] for name in names]
    attached = iam.list_attached_role_policies(RoleName=role["RoleName"])["AttachedPolicies"]
    return {"name": role["RoleName"], "policies": policies, "attached": len(attached)}


def standing(arn):
    """Whether a thing with tags is there: NAT gateways that ended stay listed for an hour."""
    return ":natgateway/" not in arn or arn.split("/")[-1] in nats


def main():
    instances = [i for r in ec2.describe_instances()["Reservations"] for i in r["Instances"]]
    groups = {group["GroupId"]: group for group in ec2.describe_security_groups()["SecurityGroups"]}
    rules = ec2.describe_security_group_rules()["SecurityGroupRules"]
    ours = [role for role in iam.list_roles()["Roles"] if "aws-" in role["RoleName"][:4]]
    buckets = [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]
    print(
        json.dumps(
            {
                "instances": [instance_row(i) for i in instances if i["State"]["Name"] != "terminated"],
                "routes": route_rows(instances),
                "rules": [rule_row(rule, groups) for rule in rules],
                "roles": [role_row(role) for role in ours],
                "profiles": [profile["InstanceProfileName"] for profile in iam.list_instance_profiles()["InstanceProfiles"]],
                "buckets": {name: [o["Key"] for o in s3.list_objects_v2(Bucket=name).get("Contents", [])] for name in buckets},
                "vpcs": [vpc["CidrBlock"] for vpc in ec2.describe_vpcs()["Vpcs"] if not vpc.get("IsDefault")],
                "tagged": [
                    row["ResourceARN"]
                    for page in tagging.get_paginator("get_resources").paginate(TagFilters=[{"Key": "testbed-stack"}])
                    for row in page["ResourceTagMappingList"]
                    if standing(row["ResourceARN"])
                ],
            }
        )
    )


main()
