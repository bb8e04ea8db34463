using System.Buffers.Binary;
using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace NodeBBInfra.Sandbox.Engine.Providers.Command;

/// <summary>
/// The keys of an SSH agent, which signs but never exports them. https://datatracker.ietf.org/doc/html/draft-miller-ssh-agent
/// </summary>
internal sealed class SshAgent(string socket) : IPrivateKeySource
{
    private const byte RequestIdentities = 11;
    private const byte IdentitiesAnswer = 12;
    private const byte SignRequest = 13;
    private const byte SignResponse = 14;

    public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms => field ??= Identities();

    private List<HostAlgorithm> Identities()
    {
        var answer = Ask([RequestIdentities], IdentitiesAnswer);
        var keys = new List<HostAlgorithm>();
        var at = 4;
        for (var left = BinaryPrimitives.ReadUInt32BigEndian(answer); left > 0; left--)
        {
            var blob = Text(answer, ref at);
            Text(answer, ref at);
            var position = 0;
            keys.Add(new AgentKey(this, System.Text.Encoding.ASCII.GetString(Text(blob, ref position)), blob));
        }

        return keys;
    }

    private byte[] Sign(byte[] blob, byte[] data)
    {
        var answer = Ask([SignRequest, .. Length(blob), .. blob, .. Length(data), .. data, 0, 0, 0, 0], SignResponse);
        var at = 0;
        return Text(answer, ref at);
    }

    private byte[] Ask(byte[] message, byte expected)
    {
        try
        {
            using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            connection.Connect(new UnixDomainSocketEndPoint(socket));
            using var stream = new NetworkStream(connection);
            stream.Write([.. Length(message), .. message]);
            var size = new byte[4];
            stream.ReadExactly(size);
            var answer = new byte[BinaryPrimitives.ReadUInt32BigEndian(size)];
            stream.ReadExactly(answer);
            return answer[0] == expected ? answer[1..] : throw new SshException($"the SSH agent at {socket} refused the request");
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            throw new SshException($"the SSH agent at {socket} does not answer: {error.Message}");
        }
    }

    private static byte[] Length(byte[] bytes)
    {
        var result = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(result, (uint)bytes.Length);
        return result;
    }

    private static byte[] Text(byte[] from, ref int at)
    {
        var length = (int)BinaryPrimitives.ReadUInt32BigEndian(from.AsSpan(at));
        var start = at + 4;
        at = start + length;
        return from[start..at];
    }

    private sealed class AgentKey(SshAgent agent, string type, byte[] blob) : HostAlgorithm(type)
    {
        public override byte[] Data => blob;

        public override byte[] Sign(byte[] data) => agent.Sign(blob, data);

        public override bool VerifySignature(byte[] data, byte[] signature) => false;
    }
}
