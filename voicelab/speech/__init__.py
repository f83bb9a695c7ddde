"""Text (SSML) to samples, samples to text, voice activity, answering machines; engines are plug-ins."""
